import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a clerk does in the window, as tests say it. Waits for what the window shows, never for time. */
export class ClerkWindow {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** The first box of the cell at a path. */
  cell(path: string): Locator {
    return this.page.locator(`[data-path="${path}"]`).first();
  }

  /** Brings the cell at a path into view: of a long table only the pages around what is seen are drawn. */
  async bring(path: string): Promise<Locator> {
    const pages = this.page.locator('[role=grid] .page');
    const count = await pages.count();
    for (let number = 0; number < count && (await this.cell(path).count()) === 0; number++) {
      await pages.nth(number).scrollIntoViewIfNeeded();
      await pages.nth(number).locator('.box').first().waitFor();
    }
    return this.cell(path);
  }

  /** Reads each page of the table, one after the other: those that are not seen are drawn when they come into view. */
  async eachPage<T>(read: (page: Locator) => Promise<T>): Promise<T[]> {
    const pages = this.page.locator('[role=grid] .page');
    const all: T[] = [];
    for (let number = 0; number < (await pages.count()); number++) {
      const page = pages.nth(number);
      if ((await page.locator('.box').count()) === 0) await page.scrollIntoViewIfNeeded();
      await page.locator('.box').first().waitFor();
      all.push(await read(page));
    }
    return all;
  }

  async text(path: string): Promise<string> {
    return (await this.cell(path).locator('.line').allTextContents()).join('');
  }

  /** Path of the selected cell. */
  async selected(): Promise<string | null> {
    return this.page.locator('.selection').getAttribute('data-path');
  }

  /** Presses keys one after the other, as `Page.keyboard.press` names them. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Goes to a cell with the keyboard: home, on with Tab until it is selected, and back to a level name beside it. */
  async goTo(path: string): Promise<void> {
    const stop = path.replace(/\.level[12]$/, '.level3');
    await this.press('Control+Home');
    for (let step = 0; (await this.selected()) !== stop; step++) {
      if (step === 400) throw new Error(`no way to ${stop} with Tab`);
      await this.press('Tab');
    }
    for (let step = 0; (await this.selected()) !== path; step++) {
      if (step === 4) throw new Error(`${path} is not beside ${stop}`);
      await this.press('ArrowLeft');
    }
    // Ends the run of Tabs: Enter goes down from here.
    await this.press('Escape');
  }

  /** Types text into the selected cell and enters it with `end`. */
  async type(text: string, end = 'Enter'): Promise<void> {
    await this.page.keyboard.type(text);
    await this.press(end);
  }

  /**
   * Types as a Chinese input method does: letters into a composition, each with key code 229, then a candidate taken
   * with `confirm`. Chromium itself makes the composition events.
   */
  async compose(letters: string, candidate: string, confirm: 'Enter' | 'Space' | 'Digit1'): Promise<void> {
    const devtools = await this.page.context().newCDPSession(this.page);
    const processed = { windowsVirtualKeyCode: 229, key: 'Process' };
    for (let length = 1; length <= letters.length; length++) {
      await devtools.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        ...processed,
        code: `Key${letters[length - 1]?.toUpperCase()}`,
      });
      const text = letters.slice(0, length);
      await devtools.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length });
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...processed });
    }
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...processed, code: confirm });
    await devtools.send('Input.insertText', { text: candidate });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...processed, code: confirm });
    await devtools.detach();
    // The next key of a person comes in a later task than the end of the composition.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }

  /** Does a command by its name, as the list of commands has it. */
  async command(label: string): Promise<void> {
    await this.press('Control+k');
    await this.page.locator('.palette').waitFor();
    await this.page.keyboard.insertText(label);
    await this.page.getByRole('option', { name: label }).first().waitFor();
    await this.press('Enter');
  }

  /** Waits until the status bar says that everything is saved. */
  async saved(): Promise<void> {
    await this.page.locator('[data-save-state="saved"]').waitFor();
  }

  async message(text: string | RegExp): Promise<void> {
    await this.page.locator('.said').filter({ hasText: text }).waitFor({ state: 'attached' });
  }

  /** Answers the question that comes before tables with errors go out. */
  async exportAnyway(): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: /^仍然/ }).click();
  }

  /** Drops files on the window. */
  async drop(files: { name: string; bytes: Uint8Array }[]): Promise<void> {
    const sent = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    await this.page.evaluate((list) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of list)
        transfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, sent);
  }

  async expectTexts(texts: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(texts))
      await expect.poll(() => this.text(path), { message: path }).toBe(text);
  }
}
