// Reads files by the grammar of Spark SQL and prints what is wrong with them. The
// parser is made for bundlers, which find files whose names are not written out.
// Usage: node spark.mjs FILE…
import {readFileSync} from 'node:fs'
import {register} from 'node:module'

const hook = `export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context)
  } catch (error) {
    for (const end of ['.js', '/index.js']) {
      try { return await next(specifier + end, context) } catch {}
    }
    throw error
  }
}`
register('data:text/javascript,' + encodeURIComponent(hook), import.meta.url)
const {SparkSQL} = await import('dt-sql-parser')
for (const file of process.argv.slice(2)) {
  const parser = new SparkSQL()
  const text = readFileSync(file, 'utf8')
  const statements = parser.splitSQLByStatement(text) ?? []
  for (const e of parser.validate(text)) console.log(`${file}:${e.startLine}:${e.startColumn}: ${e.message}`)
  if (statements.length !== 2) console.log(`${file}: ${statements.length} statements`)
}
