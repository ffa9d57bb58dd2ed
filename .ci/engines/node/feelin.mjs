// Runs a DMN export by the FEEL of feelin: dmn-moddle reads the file, feelin every
// expression and cell, and the few lines below only pick rows. It is the second
// opinion on what the cells and expressions mean; the first is dmn.mjs. What
// feelin says of the same text and the same values is kept, since it reads each
// text anew.
import {DmnModdle} from 'dmn-moddle'
import {evaluate, unaryTest} from 'feelin'
import {readJob, run} from './cases.mjs'

const job = readJob(process.argv[2])
const {rootElement, warnings} = await new DmnModdle().fromXML(job.text, 'dmn:Definitions')
if (warnings.length > 0) throw new Error(warnings.map(w => w.message).join('\n'))

const ask = (evaluator, text, context) => {
  const {value, warnings} = evaluator(text, context)
  for (const w of warnings) {
    if (!['NOT_COMPARABLE', 'INVALID_TYPE'].includes(w.type)) throw new Error(`${text}: ${w.message}`)
  }
  return value
}

// matches says whether a value passes a cell, which reads nothing else.
const passed = new Map()
function matches(cell, value) {
  if (cell === '-') return true
  const key = JSON.stringify([cell, value])
  if (!passed.has(key)) passed.set(key, ask(unaryTest, cell, {'?': value}) === true)
  return passed.get(key)
}

// said is what an expression is of the values that it names.
const said = new Map()
function expression(text, context) {
  const named = {}
  for (const word of text.replace(/"(\\.|[^"\\])*"/g, '').match(/[a-z_][a-z0-9_]*/g) ?? []) {
    if (word in context) named[word] = context[word]
  }
  const key = JSON.stringify([text, named])
  if (!said.has(key)) {
    if (said.size > 500000) said.clear()
    said.set(key, ask(evaluate, text, named))
  }
  return said.get(key)
}

const inputs = new Set(), decisions = new Map()
for (const e of rootElement.drgElement) {
  if (e.$type === 'dmn:InputData') inputs.add(e.id)
  if (e.$type === 'dmn:Decision') decisions.set(e.id, {
    id: e.id,
    logic: e.decisionLogic,
    needs: (e.informationRequirement ?? []).map(r => (r.requiredInput ?? r.requiredDecision).href.slice(1)),
    kept: new Map(),
  })
}

function decide(d, context) {
  if (d.logic.$type === 'dmn:LiteralExpression') return expression(d.logic.text, context)
  const values = d.logic.input.map(i => expression(i.inputExpression.text, context))
  const hits = d.logic.rule.filter(r => r.inputEntry.every((e, i) => matches(e.text, values[i])))
  const out = hits.map(r => expression(r.outputEntry[0].text, {}))
  if (d.logic.hitPolicy === 'FIRST') return out[0] ?? null
  if (d.logic.hitPolicy === 'COLLECT') return out
  throw new Error(`the hit policy ${d.logic.hitPolicy}`)
}

// value returns what an input or a decision is, in the case whose answers are known.
function value(id, known, done) {
  if (inputs.has(id)) return known[id]
  if (done.has(id)) return done.get(id)
  const d = decisions.get(id), context = {}
  for (const need of d.needs) context[need] = value(need, known, done)
  const key = JSON.stringify(context)
  if (!d.kept.has(key)) {
    if (d.kept.size > 100000) d.kept.clear()
    d.kept.set(key, decide(d, context))
  }
  const v = d.kept.get(key)
  done.set(id, v)
  return v
}

const letters = {true: '2', unknown: '1', false: '0'}
await run(values => {
  const known = {}, done = new Map()
  values.forEach((v, i) => { known[job.inputs[i]] = v })
  return {
    level: value('level', known, done),
    possible: value('possible_levels', known, done),
    truths: job.truths.map(id => letters[value(id, known, done)] ?? '!'),
  }
})
