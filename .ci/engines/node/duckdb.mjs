// Runs SQL files in DuckDB, one after another, in one database in memory. Usage:
// node duckdb.mjs FILE…
import {readFileSync} from 'node:fs'
import {DuckDBInstance} from '@duckdb/node-api'

const connection = await (await DuckDBInstance.create(':memory:')).connect()
for (const file of process.argv.slice(2)) {
  await connection.run(readFileSync(file, 'utf8'))
}
connection.closeSync()
