/** Reads the parts of a record that was too long for one and goes on in CONTINUE records. */
export class BiffText {
  #pieces: Buffer[];
  #piece = 0;
  #at = 0;

  constructor(pieces: Buffer[]) {
    this.#pieces = pieces;
  }

  /** Whether something is left to read. */
  get more(): boolean {
    for (;;) {
      const piece = this.#pieces[this.#piece];
      if (!piece) return false;
      if (this.#at < piece.length) return true;
      this.#piece++;
      this.#at = 0;
    }
  }

  /** An unsigned number of `bytes` bytes; throws RangeError where they are not there. */
  number(bytes: 1 | 2 | 4): number {
    let number = 0;
    for (let k = 0; k < bytes; k++) {
      if (!this.more) throw new RangeError('record ends');
      number += (this.#pieces[this.#piece]?.[this.#at++] ?? 0) * 2 ** (8 * k);
    }
    return number;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && this.more; ) {
      const step = Math.min(left, (this.#pieces[this.#piece]?.length ?? 0) - this.#at);
      this.#at += step;
      left -= step;
    }
  }

  /**
   * A text of Excel 97 and later: its length in `lengthBytes`, flags, characters of one or two bytes, and behind them
   * what it says of fonts and readings, which is passed over.
   */
  unicode(lengthBytes: 1 | 2): string {
    return this.rich(lengthBytes).text;
  }

  /** The same with what it says of fonts: from which character on which font holds. */
  rich(lengthBytes: 1 | 2): { text: string; runs: { from: number; font: number }[] } {
    const length = this.number(lengthBytes);
    const flags = this.number(1);
    const runs = flags & 8 ? this.number(2) : 0;
    const beside = flags & 4 ? this.number(4) : 0;
    let wide = (flags & 1) !== 0;
    let text = '';
    for (let left = length; left > 0 && this.more; ) {
      const piece = this.#pieces[this.#piece] as Buffer;
      // A piece begins with the width of the characters that go on in it.
      if (this.#at === 0 && left < length) {
        wide = (this.number(1) & 1) !== 0;
        continue;
      }
      const size = wide ? 2 : 1;
      const count = Math.min(left, Math.floor((piece.length - this.#at) / size));
      if (count === 0) throw new RangeError('half a character');
      text += piece.toString(wide ? 'utf16le' : 'latin1', this.#at, this.#at + count * size);
      this.#at += count * size;
      left -= count;
    }
    const fonts: { from: number; font: number }[] = [];
    for (let k = 0; k < runs && this.more; k++) fonts.push({ from: this.number(2), font: this.number(2) });
    this.skip(beside);
    return { text, runs: fonts };
  }

  /** A text of Excel 95 and earlier, in the code page of the workbook. */
  coded(lengthBytes: 1 | 2, decode: (bytes: Uint8Array) => string): string {
    const bytes = Buffer.alloc(this.number(lengthBytes));
    for (let k = 0; k < bytes.length; k++) bytes[k] = this.number(1);
    return decode(bytes);
  }
}

/** How the texts of an older workbook are decoded; without a known code page as Chinese Windows writes them. */
export function codePage(number: number): (bytes: Uint8Array) => string {
  const names: Record<number, string> = {
    ...{ 932: 'shift_jis', 949: 'euc-kr', 950: 'big5', 874: 'windows-874', 1200: 'utf-16le', 65001: 'utf-8' },
    ...{ 10000: 'macintosh', 32768: 'macintosh', 32769: 'windows-1252' },
  };
  const name = names[number] ?? (number >= 1250 && number <= 1258 ? `windows-${number}` : 'gb18030');
  const decoder = new TextDecoder(name);
  return (bytes) => decoder.decode(bytes);
}
