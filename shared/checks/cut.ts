/**
 * Beginnings of words that published tables end with when a cell was too small, each with the words in which it may
 * well stand last (完成 ends in 成, but 成本 cut in two does too).
 */
const CUTS: [part: string, word: string, whole: RegExp | null][] = [
  ['满', '满意度', /(圆满|期满|届满|爆满|充满|丰满|未满|年满|美满|饱满)$/],
  ['满意', '满意度', /(基本|非常|较|很|不|比较|表示|群众|企业)满意$/],
  ['环', '环境', /(循环|闭环|[内外一二三四五六]环|花环|光环|耳环|连环)$/],
  ['特', '特征', /(独特|奇特|模特|[英沃福]特)$/],
  [
    '目',
    '目标',
    /(项目|科目|栏目|数目|题目|节目|曲目|条目|醒目|账目|名目|书目|品目|类目|子目|细目|面目|注目|总目|剧目)$/,
  ],
  ['光', '光缆', /(曝光|观光|阳光|采光|灯光|风光|眼光|目光|时光|发光|借光|旅光|增光|争光|亮光)$/],
  ['指', '指标', /(手指|戒指|屈指|所指|专指|特指|泛指)$/],
  ['绩', '绩效', /(业绩|成绩|实绩|政绩|功绩|战绩|考绩)$/],
  [
    '质',
    '质量',
    /(水质|土质|性质|品质|材质|物质|地质|资质|素质|变质|体质|本质|优质|提质|介质|杂质|介质|人质|气质|实质|保质)$/,
  ],
  ['设', '设施', /(建设|开设|增设|铺设|架设|新设|分设|附设|敷设|加设|创设|下设)$/],
  [
    '情',
    '情况',
    /(疫情|舆情|警情|灾情|险情|国情|民情|热情|感情|心情|实情|行情|军情|旱情|汛情|火情|病情|案情|事情|隐情|友情|同情|剧情|墒情|详情)$/,
  ],
  [
    '能',
    '能力',
    /(功能|职能|性能|技能|节能|可能|智能|效能|产能|光能|太阳能|动能|热能|电能|风能|核能|储能|赋能|才能|潜能|高能|多能|全能|机能|体能|万能|不能)$/,
  ],
  ['营商环', '营商环境', null],
  ['生态环', '生态环境', null],
  ['行政成', '行政成本', null],
  ['工作目', '工作目标', null],
];

/**
 * The word in the middle of which a text seems to have been cut (R26), or null: 管理工作满 lacks 意度. Known beginnings
 * only, so that no sound name is suspected.
 */
export function cutWord(text: string): string | null {
  const plain = text.trim();
  const found = CUTS.find(([part, , whole]) => plain.endsWith(part) && !whole?.test(plain));
  // A name that is nothing but the word's beginning says too little to judge.
  return found && plain.length > found[0].length + 2 ? found[1] : null;
}
