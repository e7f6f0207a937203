/**
 * Beginnings of words that published tables end with when a cell was too small, each with the words in which it may
 * well stand last (完成 ends in 成, but 成本 cut in two does too).
 */
const CUTS: [part: string, word: string, whole: RegExp | null][] = [
  ['满', '满意度', /(圆满|期满|届满|爆满|充满|丰满|未满|年满|美满|饱满)$/],
  ['环', '环境', /(循环|闭环|[内外一二三四五六]环|花环|光环|耳环|连环)$/],
  ['特', '特征', /(独特|奇特|模特|[英沃福]特)$/],
  [
    '目',
    '目标',
    /(项目|科目|栏目|数目|题目|节目|曲目|条目|醒目|账目|名目|书目|品目|类目|子目|细目|面目|注目|总目|剧目)$/,
  ],
  ['光', '光缆', /(曝光|观光|阳光|采光|灯光|风光|眼光|目光|时光|发光|借光|旅光|增光|争光|亮光)$/],
  ['营商环', '营商环境', null],
  ['生态环', '生态环境', null],
  ['行政成', '行政成本', null],
  ['工作目', '工作目标', null],
  ['工作效', '工作效率', null],
  ['可持续影', '可持续影响', null],
  ['经济发', '经济发展', null],
  ['高质量发', '高质量发展', null],
  ['使用年', '使用年限', null],
  ['服务质', '服务质量', null],
];

/**
 * The word in the middle of which a text seems to have been cut (R26), or null: 管理工作满 lacks 意度. Known beginnings
 * only, so that no sound name is suspected.
 */
export function cutWord(text: string): string | null {
  const plain = text.trim();
  const found = CUTS.find(([part, , whole]) => plain.endsWith(part) && !whole?.test(plain));
  // A name that is nothing but the word's beginning says too little to judge.
  return found && plain.length > found[0].length + 1 ? found[1] : null;
}
