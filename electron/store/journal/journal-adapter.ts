import { join } from 'node:path';
import type { Adapter } from 'lowdb';
import { encodeCommit } from '../rows/changes.ts';
import type { EncodedChange } from '../rows/changes.ts';
import { makeDurableFolder } from '../disk/folder.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { plainCodec } from '../frame-codec.ts';
import { Journal } from './journal.ts';
import { dataFiles, unfinishedFiles } from './layout.ts';
import type { DamageReport } from './layout.ts';
import { findWatermark, openWatermark } from './watermark-file.ts';
import type { WatermarkFile } from './watermark-file.ts';
import { readSlices } from './read-files.ts';
import type { Content } from './read-files.ts';
import { replay } from './replay.ts';
import type { Replay } from './replay.ts';
import type { StoredRows } from '../rows/rows.ts';
import { quarantine, combinedReport } from './quarantine.ts';
import type { CollectionSchema } from '../collection-schema.ts';
import { writeSnapshot } from './snapshot.ts';
import { removeQuietly } from '../disk/whole-file.ts';

/** A journal this long is folded into a snapshot, however small the snapshot. Bytes. */
const FOLD_AT = 1024 * 1024;
/** A larger one when it is this many times the snapshot, so that each byte is rewritten seldom. */
const OUTGROWN = 2;

/**
 * lowdb's adapter over a snapshot and a journal. `read` opens and replays, `write` is a whole new snapshot, and
 * `append`, which lowdb does not know, is the durable increment. One call at a time; only what `turnOver`
 * returns may run beside appends. Everything throws the disk's error (disk-error.ts translates).
 */
export class JournalAdapter<Row> implements Adapter<StoredRows<Row>> {
  readonly #folder: StoreFolder;
  readonly #schema: CollectionSchema<Row>;
  readonly #foldAt: number;
  #journal: Journal;
  #watermark: WatermarkFile | null = null;
  #report: DamageReport | null = null;
  #snapshotBytes = 0;
  #journalBytes = 0;
  /** The journal's generation when it was last begun on purpose. */
  #turnedAt = 0;

  constructor(place: StoreFolder, schema: CollectionSchema<Row>, foldAt = FOLD_AT) {
    this.#foldAt = foldAt;
    this.#folder = place;
    this.#schema = schema;
    this.#journal = new Journal(place, schema.name, schema.version, { generation: 0, seq: 0 });
  }

  /** The damage that this opening, or an earlier one, found. */
  get report(): DamageReport | null {
    return this.#report;
  }

  /** Whether it is time for a snapshot: the journal is long, or had to leave a file whose sync failed. */
  get isOutgrown(): boolean {
    if (this.#journal.generation !== this.#turnedAt) return true;
    return this.#journalBytes > Math.max(this.#foldAt, this.#snapshotBytes * OUTGROWN);
  }

  async read(): Promise<StoredRows<Row>> {
    const { files, folder } = this.#folder;
    await makeDurableFolder(files, folder);
    // Whoever was here before may have been killed between naming a file and flushing its name.
    await files.syncFolder(folder);
    const names = await files.list(folder);
    const contents = await this.#readAll(names);
    const watermark = await findWatermark(this.#folder, this.#schema.name);
    const found = await replay(contents, watermark, this.#schema, this.#folder.pacer);
    await this.#goOn(found, contents);
    this.#watermark = await openWatermark(this.#folder, this.#schema, watermark, this.#journal.seq);
    const leftOver = contents.filter(({ generation }) => generation < found.base).map(({ file }) => file);
    for (const name of [...leftOver, ...unfinishedFiles(this.#schema.name, names)]) {
      await removeQuietly(files, join(folder, name));
    }
    return found.rows;
  }

  /** Durable when it resolves; on an error, as if nothing had been. */
  async append(changes: readonly EncodedChange<Row>[]): Promise<void> {
    this.#journalBytes += await this.#journal.append(encodeCommit(changes, this.#schema));
    this.#watermark?.note(this.#journal.seq);
  }

  async write(rows: StoredRows<Row>): Promise<void> {
    const finish = await this.turnOver(rows);
    await finish();
  }

  /**
   * Begins a new journal; what it returns then writes these rows, as they are now, into a snapshot that replaces
   * all that is older.
   */
  async turnOver(rows: StoredRows<Row>): Promise<() => Promise<void>> {
    await this.#journal.begin();
    this.#journalBytes = 0;
    this.#turnedAt = this.#journal.generation;
    const { generation, seq: after } = this.#journal;
    const { name: store, version } = this.#schema;
    const order = { store, version, generation, after, rows: rows.frozen(), report: this.#report };
    return async () => {
      this.#snapshotBytes = await writeSnapshot(this.#folder, order);
      await this.#removeBelow(generation);
    };
  }

  async close(): Promise<void> {
    await this.#watermark?.close();
    await this.#journal.close();
  }

  async #readAll(names: readonly string[]): Promise<readonly Content[]> {
    const { files, folder, codec = plainCodec } = this.#folder;
    const contents: Content[] = [];
    for (const name of dataFiles(this.#schema.name, names)) {
      contents.push({ ...name, codec, ...(await readSlices(files, join(folder, name.file))) });
    }
    return contents;
  }

  /** Makes the journal ready for the next commit, after what was read. */
  async #goOn(found: Replay<Row>, contents: readonly Content[]): Promise<void> {
    const generation = Math.max(0, ...contents.map((content) => content.generation));
    const { name, version } = this.#schema;
    this.#report = found.earlier;
    this.#snapshotBytes = sizeOf(contents, 'snapshot', found.base);
    this.#journalBytes = sizeOf(contents, 'journal', found.base);
    this.#journal = new Journal(this.#folder, name, version, { generation, seq: found.durable });
    if (found.damage !== null || found.outdated) {
      await this.#rewrite(found, generation + 1);
    } else if (found.tail !== null) {
      await this.#journal.resume(found.tail.length);
    } else if (found.unproven !== null) {
      // Written anew, because a flush of the old file would not prove that an earlier, failed one is made good.
      this.#journalBytes += await this.#journal.carryOver(found.unproven);
    } else {
      await this.#journal.begin();
    }
    this.#turnedAt = this.#journal.generation;
  }

  /** All rows into a new snapshot before anything is added; only then are damaged and old files removed. */
  async #rewrite(found: Replay<Row>, generation: number): Promise<void> {
    const { name: store, version } = this.#schema;
    if (found.damage !== null) this.#report = await this.#keep(found.damage, found.rows.view.size);
    // A commit that was not proven durable is among the rows; its number can be given again.
    const after = found.durable;
    const rows = found.rows.frozen();
    const order = { store, version, generation, after, rows, report: this.#report };
    this.#snapshotBytes = await writeSnapshot(this.#folder, order);
    this.#journal = new Journal(this.#folder, store, version, { generation, seq: after });
    await this.#journal.begin();
    this.#journalBytes = 0;
    await this.#removeBelow(generation);
  }

  async #keep(
    { files, lost, orMore }: NonNullable<Replay<Row>['damage']>,
    recovered: number,
  ): Promise<DamageReport> {
    return combinedReport(this.#report, await quarantine(this.#folder, files), { recovered, lost, orMore });
  }

  async #removeBelow(generation: number): Promise<void> {
    const { files, folder } = this.#folder;
    const older = dataFiles(this.#schema.name, await files.list(folder)).filter(
      (name) => name.generation < generation,
    );
    // Journals last: a snapshot that is still there then has the journals that belong to it.
    for (const { file } of older.toSorted((a, b) => b.kind.localeCompare(a.kind))) {
      await removeQuietly(files, join(folder, file));
    }
  }
}

function sizeOf(contents: readonly Content[], kind: Content['kind'], base: number): number {
  return contents
    .filter((content) => content.kind === kind && content.generation >= base)
    .reduce((sum, { length }) => sum + length, 0);
}
