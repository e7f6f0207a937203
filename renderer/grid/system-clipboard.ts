/** What the clipboard holds of a table: as plain text and as HTML, '' where it has none. */
export interface Copied {
  text: string;
  html: string;
}

const TYPES = { text: 'text/plain', html: 'text/html' } as const;

/** Puts cells on the clipboard without a key of the browser's. */
export async function writeClipboard({ text, html }: Copied): Promise<void> {
  const blob = (content: string, type: string) => new Blob([content], { type });
  const item = { [TYPES.text]: blob(text, TYPES.text), [TYPES.html]: blob(html, TYPES.html) };
  await navigator.clipboard.write([new ClipboardItem(item)]);
}

/** What is on the clipboard; null where the browser lets only its own key paste. */
export async function readClipboard(): Promise<Copied | null> {
  try {
    const items = await navigator.clipboard.read();
    const read = async (type: string) => {
      const item = items.find(({ types }) => types.includes(type));
      return item ? (await item.getType(type)).text() : '';
    };
    return { text: await read(TYPES.text), html: await read(TYPES.html) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error;
  }
}
