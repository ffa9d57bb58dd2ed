// Runs a DMN export in an engine that reads DMN files and decides.
import {createRequire} from 'node:module'
import {readJob, run} from './cases.mjs'

const {Decision} = createRequire(import.meta.url)('imicros-feel-interpreter')

const job = readJob(process.argv[2])
const decision = new Decision()
if (!decision.parse({xml: job.text})) throw new Error('the file cannot be read')
const letters = {true: '2', unknown: '1', false: '0'}

await run(values => {
  const known = {}
  values.forEach((v, i) => { known[job.inputs[i]] = v })
  const {decision: said} = decision.evaluate(known)
  const all = {...said.criteria, ...said.pathways, ...said.leads}
  return {
    level: said.level,
    possible: job.levels.filter((_, i) => said.levels[job.levelIds[i]] !== 'false'),
    truths: job.truths.map(id => letters[all[id]] ?? '!'),
  }
})
