// Reads a calendar by ical.js and prints its events as JSON, one a line, each with
// the days or moments on which it is, up to a last day. Usage: node ics.mjs FILE LAST
import {readFileSync} from 'node:fs'
import ICAL from 'ical.js'

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')))
const last = ICAL.Time.fromDateString(process.argv[3])
console.log(JSON.stringify({
  version: calendar.getFirstPropertyValue('version'),
  name: calendar.getFirstPropertyValue('name'),
  description: calendar.getFirstPropertyValue('description'),
}))
for (const component of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(component)
  const on = []
  const iterator = event.iterator()
  for (let next = iterator.next(); next && next.compare(last) <= 0; next = iterator.next()) on.push(next.toString())
  const alarms = component.getAllSubcomponents('valarm').map(alarm => {
    const moment = event.startDate.clone()
    moment.isDate = false
    moment.addDuration(alarm.getFirstPropertyValue('trigger'))
    return moment.toString()
  })
  console.log(JSON.stringify({
    uid: event.uid, summary: event.summary, description: event.description, on, alarms,
    kind: component.getFirstPropertyValue('categories'), stamp: component.getFirstPropertyValue('dtstamp').toString(),
  }))
}
