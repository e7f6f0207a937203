/** The settings of a data file, in the place of the bridge: what one run of the window leaves is there for the next. */

export const stored: Record<string, string> = {};

export async function call(_method: string, { key, value }: { key: string; value: string }): Promise<object> {
  stored[key] = value;
  return {};
}

/** Nothing is stored but these. */
export function storeOnly(settings: Record<string, string> = {}): void {
  for (const key of Object.keys(stored)) delete stored[key];
  Object.assign(stored, settings);
}
