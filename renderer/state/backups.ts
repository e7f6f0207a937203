import type { BackupContents, BackupFile, BackupPlace, Request, Responses } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import { sentenceOf } from '../faults.ts';
import { Observable } from './observable.ts';

/** A backup by its folder and file name. */
export type BackupName = Request<'backups.look'>;

/** The backups there are, what is in the one that is looked into, and which of its filings are chosen. */
export class Backups extends Observable {
  /** Why the last backup failed, or null. */
  problem: string | null = null;
  /** Null until they are read. */
  places: readonly BackupPlace[] | null = null;
  /** The backup that is looked into. */
  shown: BackupName | null = null;
  /** Null until it is read. */
  contents: BackupContents | null = null;
  /** Why the folders or the backup could not be read, or null. */
  failed: string | null = null;
  chosen: ReadonlySet<number> = new Set();
  #asked = 0;

  /** Backups have begun to fail, which `tell` hears, or succeed again. */
  heard(problem: string | null, tell: (why: string) => void = () => undefined): void {
    const before = this.problem;
    this.problem = problem;
    if (problem !== null && before === null) tell(problem);
    this.changed();
  }

  /** Reads the folders anew, and what is looked into; the newest of this data file's own at first. */
  async read(): Promise<void> {
    const asked = ++this.#asked;
    this.failed = null;
    this.changed();
    try {
      const { places } = await call('backups.list', {});
      if (asked !== this.#asked) return;
      this.places = places;
      const shown = this.shown && this.find(this.shown) ? this.shown : newestOf(places);
      if (shown) return await this.look(shown);
      this.shown = null;
      this.contents = null;
    } catch (error) {
      if (asked === this.#asked) this.failed = sentenceOf(error);
    }
    this.changed();
  }

  /** Looks into a backup; of two answers that cross, the later question's counts. */
  async look(backup: BackupName): Promise<void> {
    const asked = ++this.#asked;
    const again = this.shown?.place === backup.place && this.shown.name === backup.name;
    this.shown = backup;
    this.failed = null;
    if (!again) {
      this.contents = null;
      this.chosen = new Set();
    }
    this.changed();
    try {
      const contents = await call('backups.look', backup);
      if (asked === this.#asked) this.contents = contents;
    } catch (error) {
      if (asked === this.#asked) this.failed = sentenceOf(error);
    }
    this.changed();
  }

  async lookAgain(): Promise<void> {
    if (this.shown) await this.look(this.shown);
  }

  choose(ids: Iterable<number>): void {
    this.chosen = new Set(ids);
    this.changed();
  }

  /** Takes the chosen filings out of the backup, as additional ones. */
  async take(): Promise<Responses['backups.take']> {
    if (!this.shown) return { ids: [], unread: 0 };
    const taken = await call('backups.take', { ...this.shown, ids: [...this.chosen] });
    this.choose([]);
    return taken;
  }

  /** The entry of a backup in the list. */
  find({ place, name }: BackupName): BackupFile | undefined {
    return this.places?.find((one) => one.place === place)?.backups.find((backup) => backup.name === name);
  }
}

function newestOf(places: readonly BackupPlace[]): BackupName | null {
  for (const { place, backups } of places) if (backups[0]) return { place, name: backups[0].name };
  return null;
}
