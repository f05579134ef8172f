/** What every stored record has. */
export interface StoredRecord {
  readonly id: string;
  /** Counts the changes, from 1; an update must name the version it saw (compare-and-set). */
  readonly version: number;
}

/** What every row of an append-only journal has. Rows are never changed; erasing a workspace's data is the only removal. */
export interface JournalRow {
  readonly id: string;
}

/** Who did it: every write names one. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'model' | 'system';
  /** A member's or key's id, a model's name, or the name of the stage. */
  readonly id: string;
}

/**
 * A condition on one field: this value, one of these (none of them: no row), or a range (`from` included, `below` excluded). A range holds
 * only for rows that have the field, so `{}` asks for those.
 */
export type Condition<Value> = Value | readonly Value[] | { readonly from?: Value; readonly below?: Value };

/** Conditions that must all hold; only indexed fields (see `recordKinds`) may be named. `null` asks for rows without the field. */
export type Where<Row> = { readonly [Field in keyof Row]?: Condition<NonNullable<Row[Field]>> | null };

/**
 * What to read and in which order. Rows without the field come first in ascending order. Equal values are ordered by id in the same
 * direction, so the order is total. Text is ordered by code point.
 * @throws `invalid-input` for a field that is not indexed, a value of another type, a limit out of range, a cursor of another query
 */
export interface Query<Row> {
  readonly where?: Where<Row>;
  /** Default: by id, ascending. */
  readonly orderBy?: { readonly field: keyof Row & string; readonly direction?: 'ascending' | 'descending' };
  /** 1 to 500; default 100. */
  readonly limit?: number;
  /** From the page before; opaque, and valid only with the same `where` and `orderBy`. */
  readonly cursor?: string;
}

/** Some rows, and where to go on. */
export interface Page<Row> {
  readonly items: readonly Row[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/** The fields an update may change. `undefined` removes an optional field. Values must be what JSON can hold. */
export type Patch<Row> = {
  readonly [Field in Exclude<keyof Row, 'id' | 'version'>]?: Row[Field] | undefined;
};

/** One change of a batch. */
export interface Change<Row extends StoredRecord> {
  readonly id: Row['id'];
  /** The version the caller saw. */
  readonly version: number;
  readonly patch: Patch<Row>;
}

/**
 * The records of one kind in one workspace. Batches are all or nothing. What is handed out is a copy: changing it changes nothing stored.
 */
export interface Repository<Row extends StoredRecord> {
  /** @throws `conflict` when an id or a unique key exists already; nothing is stored then. */
  insert(rows: readonly Row[]): Promise<void>;
  get(id: Row['id']): Promise<Row | undefined>;
  /** In the order of `ids`; what does not exist is left out. Any number of ids. */
  getMany(ids: readonly Row['id'][]): Promise<readonly Row[]>;
  find(query?: Query<Row>): Promise<Page<Row>>;
  /** Changes some fields and adds one to `version`. @throws `conflict` (another version is stored), `not-found` */
  update(id: Row['id'], version: number, patch: Patch<Row>): Promise<Row>;
  /** As `update`, for many; all or nothing. */
  updateMany(changes: readonly Change<Row>[]): Promise<void>;
  /** How many were there to delete. */
  delete(ids: readonly Row['id'][]): Promise<number>;
  count(where?: Where<Row>): Promise<number>;
}

/** Insert-only rows of one kind in one workspace. */
export interface Journal<Row extends JournalRow> {
  /** @throws `conflict` as {@link Repository.insert} does. */
  insert(rows: readonly Row[]): Promise<void>;
  get(id: Row['id']): Promise<Row | undefined>;
  getMany(ids: readonly Row['id'][]): Promise<readonly Row[]>;
  find(query?: Query<Row>): Promise<Page<Row>>;
  count(where?: Where<Row>): Promise<number>;
}

/** Reads all rows of a query, page by page. */
export async function* findAll<Row>(
  from: { find(query?: Query<Row>): Promise<Page<Row>> },
  query: Omit<Query<Row>, 'cursor' | 'limit'> = {},
): AsyncGenerator<Row, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Page<Row> = await from.find({
      ...query,
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** {@link findAll} as an array. */
export async function collectAll<Row>(
  from: { find(query?: Query<Row>): Promise<Page<Row>> },
  query: Omit<Query<Row>, 'cursor' | 'limit'> = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of findAll(from, query)) rows.push(row);
  return rows;
}
