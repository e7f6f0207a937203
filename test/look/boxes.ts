import type { Page } from 'playwright-core';

/**
 * What is wrong with the boxes of a screen, a sentence each: words that are cut off, stick out or are squeezed into a
 * few characters a line, controls that lie on one another, are too small to be hit or have no name, a window that can be
 * scrolled sideways.
 */
export function faultsOfBoxes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Where a box may be off without anyone seeing it, in px. */
    const SLACK = 1.5;
    const LEAST = 24;
    /** Characters of a line that is not the last, where words need more than two. */
    const SQUEEZED = 6;
    const CONTROLS =
      'button, a[href], input, select, textarea, summary, [role=button], [role=option], [role=tab], [role=menuitem], ' +
      '[role=treeitem], [role=switch], [role=combobox], [role=slider]';
    /** What is hit where a control within it is meant. */
    const HOSTS =
      '.ant-select, .ant-input-number, .ant-input-affix-wrapper, .ant-input-search, .ant-tabs-tab, .ant-slider, ' +
      '.ant-segmented-item';
    /** Within these, arrows lead from one to the next. */
    const COMPOSITES =
      '[role=tree], [role=listbox], [role=tablist], [role=menu], [role=menubar], [role=radiogroup], [role=grid], ' +
      '.ant-select, .ant-input-number, .ant-input-affix-wrapper, .ant-select-dropdown';
    /** What lies over the rest of the window and may cover it. */
    const OVER =
      '.ant-modal-wrap, .ant-dropdown, .ant-dropdown-menu-submenu-popup, .ant-select-dropdown, .ant-popover, .ant-tooltip, .ant-message, ' +
      '.ant-notification, [data-over]';

    interface Box {
      left: number;
      top: number;
      right: number;
      bottom: number;
    }
    const faults: string[] = [];
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element): CSSStyleDeclaration => {
      const known = styles.get(element);
      if (known) return known;
      const style = getComputedStyle(element);
      styles.set(element, style);
      return style;
    };
    const meet = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const isEmpty = (box: Box) => box.right - box.left <= SLACK || box.bottom - box.top <= SLACK;
    const view: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

    const says = (element: Element): string => {
      const words = (element.textContent ?? '').trim().slice(0, 20) || element.getAttribute('aria-label') || '';
      const kind =
        element.className && typeof element.className === 'string' ? `.${element.className.split(' ')[0]}` : '';
      return `“${words}” (${element.tagName.toLowerCase()}${kind})`;
    };
    const shown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
      !element.closest('[inert], [aria-hidden=true], .said');
    // A long table scrolls the rows that it draws by itself, and so does a bar of tabs, which lists the rest under 更多.
    const isScroller = (element: Element, axis: 'X' | 'Y') =>
      element.matches('.ant-table-tbody-virtual-holder, .ant-tabs-nav-wrap') ||
      /auto|scroll/.test(styleOf(element)[axis === 'X' ? 'overflowX' : 'overflowY']);
    const clips = (element: Element, axis: 'X' | 'Y') =>
      /hidden|clip/.test(styleOf(element)[axis === 'X' ? 'overflowX' : 'overflowY']);

    /** The part of a box that can be seen: what lies around it cuts it off or has scrolled it away. */
    const seen = (element: Element): Box => {
      let box = meet(element.getBoundingClientRect(), view);
      for (let outer = element.parentElement; outer; outer = outer.parentElement)
        if (/auto|scroll|hidden|clip/.test(styleOf(outer).overflow + styleOf(outer).overflowX))
          box = meet(box, outer.getBoundingClientRect());
      return box;
    };

    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || !shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const size = Number.parseFloat(styleOf(parent).fontSize);
      // Lines behind an ellipsis are not seen.
      const end = parent.getBoundingClientRect().bottom;
      const rects = [...range.getClientRects()].filter(({ top }) => top < end);
      const lines = new Set(rects.map(({ top }) => Math.round(top))).size;
      if (lines > 2 && node.textContent.trim().length < lines * SQUEEZED && !parent.closest('.pages'))
        faults.push(`${says(parent)} is squeezed into ${lines} lines`);
      for (const line of range.getClientRects()) {
        // Fonts differ in the room above and below their characters; what counts is the characters.
        const middle = (line.top + line.bottom) / 2;
        const text: Box = { left: line.left, right: line.right, top: middle - size / 2, bottom: middle + size / 2 };
        if (isEmpty(text)) continue;
        const fault = cut(parent, text);
        if (fault) faults.push(fault);
        if (fault) break;
      }
    }

    function cut(parent: Element, text: Box): string | null {
      // What is told whole as a tooltip may be cut.
      const words = parent.textContent?.trim() ?? '';
      if (parent.closest('[title]')?.getAttribute('title')?.includes(words)) return null;
      let isBlock = false;
      let isShortened = false;
      for (let outer: Element | null = parent; outer; outer = outer.parentElement) {
        const style = styleOf(outer);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const box = outer.getBoundingClientRect();
        const sideways = text.left < box.left - SLACK || text.right > box.right + SLACK;
        const upright = text.top < box.top - SLACK || text.bottom > box.bottom + SLACK;
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none')
          isShortened ||=
            outer.closest('[title], [aria-label], [data-full]') !== null || outer.querySelector('[title]') !== null;
        if (isShortened && (sideways || upright) && (clips(outer, 'X') || clips(outer, 'Y'))) return null;
        if (sideways && isScroller(outer, 'X')) return null;
        if (upright && isScroller(outer, 'Y')) return null;
        if (sideways && clips(outer, 'X')) return `${says(parent)} is cut off at the side by ${says(outer)}`;
        if (upright && clips(outer, 'Y')) return `${says(parent)} is cut off above or below by ${says(outer)}`;
        if (!isBlock && (sideways || upright)) return `${says(parent)} sticks out of ${says(outer)}`;
        isBlock = true;
        if (style.position === 'fixed') break;
      }
      return null;
    }

    const controls = [...document.querySelectorAll(CONTROLS)].filter(
      (element) =>
        shown(element) && !(element as HTMLInputElement).hidden && (element as HTMLInputElement).type !== 'hidden',
    );
    const areas = new Map<Element, Box>();
    for (const element of controls) {
      // A tick is hit by its words too.
      const hit = /^(checkbox|radio)$/.test((element as HTMLInputElement).type)
        ? (element.closest('label') ?? element)
        : element;
      const area = seen(hit);
      if (isEmpty(area) || hit.closest('.pages')) continue;
      if (!areas.has(hit)) areas.set(hit, area);
      const { width, height } = hit.getBoundingClientRect();
      const host = element.closest(HOSTS) ?? hit;
      const around = host.getBoundingClientRect();
      if (Math.max(width, around.width) < LEAST - 0.5 || Math.max(height, around.height) < LEAST - 0.5)
        faults.push(`${says(hit)} is only ${Math.round(width)} × ${Math.round(height)} px`);
      const isKeyed = (element as HTMLElement).tabIndex >= 0 || (element as HTMLButtonElement).disabled;
      if (!isKeyed && !element.closest(COMPOSITES) && element.getAttribute('aria-disabled') !== 'true')
        faults.push(`${says(element)} cannot be reached with Tab`);
      if (nameOf(element) === '') faults.push(`${says(element)} has no name: ${element.outerHTML.slice(0, 120)}`);
    }

    // What invites a click is a control, belongs to one, or has one that does the same.
    const KEYED = `${CONTROLS}, ${HOSTS}, label, [tabindex], [role=gridcell], [role=row], [role=separator]`;
    for (const element of document.querySelectorAll('body *')) {
      if (styleOf(element).cursor !== 'pointer' || element.closest(KEYED)) continue;
      if ((element.closest('tr') ?? element).querySelector(CONTROLS)) continue;
      // The scroll bar of such a table: keys go from row to row.
      if (element.closest('.ant-table-tbody-virtual-scrollbar')) continue;
      if (shown(element) && !isEmpty(seen(element)))
        faults.push(`${says(element)} can be clicked, but not reached with keys`);
    }

    // Names that a library gives by itself are English.
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      const names = ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? '');
      const english = names.find((name) => /^[a-z]{3,}[a-z -]*$/i.test(name) && !/^(Excel|PDF|Word)$/.test(name));
      const named = element.parentElement?.closest('[aria-label]');
      if (english && shown(element) && !named && !isEmpty(seen(element)))
        faults.push(`“${english}” is read out in English`);
    }

    function nameOf(element: Element): string {
      const by = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => (id ? document.getElementById(id)?.textContent : ''))
        .join('');
      const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join('');
      const icon = element.querySelector('[aria-label], [title], img[alt]');
      return (
        element.getAttribute('aria-label') ||
        by ||
        labels ||
        element.textContent?.trim() ||
        element.getAttribute('title') ||
        element.getAttribute('placeholder') ||
        icon?.getAttribute('aria-label') ||
        ''
      ).trim();
    }

    const hits = [...areas];
    hits.forEach(([one, area], index) => {
      for (const [other, otherArea] of hits.slice(index + 1)) {
        if (one.contains(other) || other.contains(one) || one.closest(OVER) !== other.closest(OVER)) continue;
        // Parts of one field, as the box and the cross that empties it.
        const field = one.closest(HOSTS);
        if (field && field === other.closest(HOSTS)) continue;
        if (!isEmpty(meet(area, otherArea))) faults.push(`${says(one)} and ${says(other)} lie on one another`);
      }
    });

    for (const bar of document.querySelectorAll('[role=toolbar]')) {
      if (!shown(bar)) continue;
      const middles = [...bar.querySelectorAll('button')].filter(shown).map((button) => {
        const { top, bottom } = button.getBoundingClientRect();
        return (top + bottom) / 2;
      });
      if (Math.max(...middles) - Math.min(...middles) > 4) faults.push('the toolbar has more than one row');
      if (bar.scrollWidth > bar.clientWidth + SLACK) faults.push('the toolbar is wider than its place');
    }
    for (const element of [document.documentElement, document.body])
      if (element.scrollWidth > innerWidth + SLACK) faults.push('the window can be scrolled sideways');
    return [...new Set(faults)];
  });
}
