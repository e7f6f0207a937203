/** Chromium before 128 tells rectangles within a zoomed element in that element's own pixels. */
const OWN_PIXELS = typeof Element !== 'undefined' && !('currentCSSZoom' in Element.prototype);

/** Where an element on the pages stands in the window, in CSS pixels. */
export function screenRect(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const zoom = OWN_PIXELS ? Number(element.closest<HTMLElement>('.pages')?.style.zoom || 1) : 1;
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom);
}
