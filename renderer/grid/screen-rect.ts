/** Chromium before 128 tells rectangles within a zoomed element in that element's own pixels. */
const OWN_PIXELS = typeof Element !== 'undefined' && !('currentCSSZoom' in Element.prototype);

/** Where an element on the pages stands in the window, in CSS pixels, at the zoom of the pages. */
export function screenRect(element: Element, zoom: number): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const scale = OWN_PIXELS ? zoom : 1;
  return new DOMRect(x * scale, y * scale, width * scale, height * scale);
}
