/** Elements that change nothing of what stands in them. */
export const TRANSPARENT = new Set(
  (
    'w:ins w:moveTo w:hyperlink w:smartTag w:customXml w:sdtContent w:dir w:bdo w:fldSimple w:ruby w:rubyBase w:r ' +
    'w:p mc:Choice mc:Fallback m:oMathPara'
  ).split(' '),
);

const SILENT = new Set(
  (
    'w:proofErr w:rt w:lastRenderedPageBreak w:delText w:delInstrText w:softHyphen w:footnoteRef w:endnoteRef ' +
    'w:annotationRef w:separator w:continuationSeparator w:pgNum w:ffData w:fldData w:numberingChange'
  ).split(' '),
);
const SILENT_KINDS =
  /^(?:w:(?:\w+Pr|\w+PrChange|bookmark\w*|comment\w*|perm\w*|(?:move|customXml)\w+Range\w+)|m:\w+Pr|w14:\w+)$/;
export const PICTURES = new Set(['w:drawing', 'w:pict', 'w:object']);

/** Whether an element of a paragraph has no text of its own: a property, a mark, what is deleted. */
export function isSilent(name: string): boolean {
  return SILENT.has(name) || SILENT_KINDS.test(name);
}
