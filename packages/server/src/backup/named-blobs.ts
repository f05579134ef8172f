import { inspectDatabase } from './inspect-database.ts';

/** The blobs that belong to some records. */
export interface NamedBlobs {
  /** What all their keys begin with, one for each workspace. */
  readonly prefixes: readonly string[];
  /** Keys without which the records are not whole. */
  readonly required: readonly string[];
  has(key: string): boolean;
}

/** Which blobs the records of a database name. An erased document names none, nor does the file of an import whose tickets were erased. */
export function namedBlobs(databaseFile: string): NamedBlobs {
  return inspectDatabase(databaseFile, (inspection) => {
    const workspaces = inspection.all('select id from workspace').map(({ id }) => String(id));
    const versions = inspection.all(versionBlobs).map(({ key }) => String(key));
    const imports = inspection.all(importBlobs).map(({ key }) => String(key));
    const keys = new Set(versions);
    const runs = inspection
      .all('select workspace_id, id from run')
      .map((run) => `${run.workspace_id}/runs/${run.id}`);
    // An import that names no file has none beside it either: they went together.
    const folders = new Set([...imports.map(folderOf), ...runs]);
    return {
      prefixes: workspaces.map((id) => `${id}/`),
      required: [...versions, ...imports],
      has: (key) => keys.has(key) || folders.has(folderOf(key)),
    };
  });
}

const versionBlobs = `
  select distinct json_extract(v.data, '$.blobKey') as key
  from document_version v join document d on d.workspace_id = v.workspace_id and d.id = v.document_id
  where json_extract(v.data, '$.blobKey') is not null
    and (json_extract(d.data, '$.title') <> '' or json_extract(v.data, '$.text') <> '')`;

const importBlobs = `
  select json_extract(data, '$.blobKey') as key from import where json_extract(data, '$.blobKey') is not null`;

/** `<workspace>/imports/<id>`, and what else is kept apart like that. */
function folderOf(key: string): string {
  return key.split('/').slice(0, 3).join('/');
}
