/** Raised and lowered figures, and the characters that they are small forms of: H₂O, 10⁻⁵. */
const RAISED = ['⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ', '0123456789+−=()ni'] as const;
const LOWERED = ['₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎', '0123456789+−=()'] as const;

export interface SmallFigure {
  base: string;
  raised: boolean;
}

const figures = new Map<string, SmallFigure>();
for (const [small, large] of [RAISED, LOWERED])
  for (const [at, character] of [...small].entries())
    figures.set(character, { base: [...large][at] as string, raised: small === RAISED[0] });

/** What a small figure is drawn from where a font lacks it; undefined for all other characters. */
export function smallFigure(character: string): SmallFigure | undefined {
  return figures.get(character);
}
