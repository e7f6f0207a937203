/** Whether the input method, not the window, has the key: also the confirming Enter that comes only as code 229. */
export function belongsToInputMethod(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
