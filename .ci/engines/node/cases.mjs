// How the tests of compiler/export speak with an engine: see the Go package cases
// beside this folder.
import {createInterface} from 'node:readline'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

export function readJob(dir) {
  const job = JSON.parse(readFileSync(join(dir, 'job.json'), 'utf8'))
  job.text = readFileSync(join(dir, job.export), 'utf8')
  return job
}

// run decides the cases of the standard input, one a line, and writes the answers.
export async function run(decide) {
  let out = ''
  const flush = () => new Promise(done => { const text = out; out = ''; process.stdout.write(text, done) })
  for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
    const {level, possible, truths} = decide(JSON.parse(line))
    out += `${level}|${possible.join(',')}|${truths.join('')}\n`
    if (out.length > 1 << 16) await flush()
  }
  await flush()
}

export function truth(certain, possible) {
  return certain && possible ? '2' : possible ? '1' : certain ? '!' : '0'
}
