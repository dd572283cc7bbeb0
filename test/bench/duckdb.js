// Times queries in DuckDB: duckdb.js file csv group_by full_query exported_ms
// Prints milliseconds: each query with one thread and with two, the export, the import.
const { DuckDBInstance } = require('@duckdb/node-api');
const [file, csv, groupBy, fullQuery, exported] = process.argv.slice(2);

async function milliseconds(connection, query) {
  const started = process.hrtime.bigint();
  await (await connection.runAndReadAll(query)).getRows();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

(async () => {
  const connection = await (await DuckDBInstance.create(file)).connect();
  await connection.run('SET threads = 2');
  const imported = await milliseconds(connection, `CREATE TABLE firms AS
    SELECT * FROM read_csv('${csv}', header = false, columns = {region: 'VARCHAR', industry: 'VARCHAR', jobs: 'DOUBLE'})`);
  await connection.run('CHECKPOINT');
  for (const query of [groupBy, fullQuery]) {
    for (const threads of [1, 2]) {
      await connection.run(`SET threads = ${threads}`);
      console.log(await milliseconds(connection, query));
    }
  }
  console.log(exported);
  console.log(imported);
})().catch((error) => { console.error(error); process.exit(1); });
