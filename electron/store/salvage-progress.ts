/** How far the salvage of a damaged file has come, in pages of the file or filings. */
export interface SalvageProgress {
  step: 'reading' | 'choosing' | 'writing' | 'checking';
  done: number;
  total: number;
}

/** Hears of every page and every filing; throws where the salvage is to stop. */
export type Watch = (step: SalvageProgress['step'], done: number, total: number) => void;

export const unwatched: Watch = () => undefined;
