import type { SealDiameter } from '../../shared/api.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import type { YearRule } from '../budget-year.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

const YEAR_RULES: readonly string[] = ['season', 'this', 'next'] satisfies YearRule[];

/** What the clerk has chosen once and for all tables. */
export class Preferences extends Observable {
  readonly #remembered: Remembered;

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  begin(): void {
    this.changed();
  }

  /** The room that is left for the seal (盖章处), in mm. */
  get seal(): SealDiameter {
    const seal = this.#remembered.get('seal');
    return seal === '42' ? 42 : seal === '45' ? 45 : null;
  }

  setSeal(seal: SealDiameter): void {
    this.#set('seal', String(seal ?? ''));
  }

  /** Whether the circle in that room is printed. */
  get sealCircle(): boolean {
    return this.#remembered.get('seal.circle') !== 'off';
  }

  setSealCircle(printed: boolean): void {
    this.#set('seal.circle', printed ? '' : 'off');
  }

  /** Whether PDFs are handed out as PDF/A, for the archive. */
  get archive(): boolean {
    return this.#remembered.get('pdf.archive') === 'on';
  }

  setArchive(archive: boolean): void {
    this.#set('pdf.archive', archive ? 'on' : '');
  }

  /** The clerk's own unit and its department, which new tables begin with; '' where they are not settled. */
  get unit(): string {
    return this.#remembered.get('own.unit');
  }

  setUnit(unit: string): void {
    this.#set('own.unit', unit.trim());
  }

  get department(): string {
    return this.#remembered.get('own.department');
  }

  setDepartment(department: string): void {
    this.#set('own.department', department.trim());
  }

  /** What a new table begins with: the clerk's own unit, else the one that the last new table was for. */
  get newUnit(): string {
    return this.unit || this.#remembered.get('new.unit');
  }

  get newDepartment(): string {
    return this.department || this.#remembered.get('new.department');
  }

  /** A table was made for this unit. */
  begun(unit: string, department: string): void {
    this.#set('new.unit', unit);
    this.#set('new.department', department);
  }

  /** The form of new tables; null for the one that the unit used last. */
  get form(): Form | null {
    const id = this.#remembered.get('new.form');
    return id === '' ? null : catalog.find(id);
  }

  setForm(form: Form | null): void {
    this.#set('new.form', form?.id ?? '');
  }

  get yearRule(): YearRule {
    const rule = this.#remembered.get('new.year');
    return YEAR_RULES.includes(rule) ? (rule as YearRule) : 'season';
  }

  setYearRule(rule: YearRule): void {
    this.#set('new.year', rule === 'season' ? '' : rule);
  }

  #set(key: string, value: string): void {
    this.#remembered.set(key, value);
    this.changed();
  }
}
