// Runs a CEL export in an engine that is written in JavaScript.
import {Environment} from '@marcbachmann/cel-js'
import {readJob, run, truth} from './cases.mjs'

const job = readJob(process.argv[2])
const rules = JSON.parse(job.text)
const env = new Environment().registerVariable('possible_levels', 'list')
for (const input of rules.inputs) env.registerVariable(input.id, input.type)
const parse = text => {
  const expression = env.parse(text)
  const check = expression.check()
  if (!check.valid) throw new Error(`${text}: ${check.error}`)
  return expression
}
const accepts = rules.inputs.map(i => parse(i.accepts))
const possibleLevels = parse(rules.possibleLevels), level = parse(rules.level)
const truths = [...rules.criteria, ...rules.pathways, ...rules.leads].map(t => [parse(t.certain), parse(t.possible)])

await run(values => {
  const known = {possible_levels: []}
  values.forEach((v, i) => { known[rules.inputs[i].id] = typeof v === 'number' ? BigInt(v) : v })
  accepts.forEach((a, i) => {
    if (a(known) !== true) throw new Error(`${rules.inputs[i].id} does not accept ${values[i]}`)
  })
  const possible = possibleLevels(known)
  known.possible_levels = possible
  return {level: level(known), possible, truths: truths.map(([c, p]) => truth(c(known), p(known)))}
})
