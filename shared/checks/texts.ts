import { checkBoxes } from './boxes.ts';
import { checkCodes } from './codes.ts';
import { cutWord } from './cut.ts';
import { bare, type Finding, goalFields, nameOf, projectName, type Subject, type SubjectRow, said } from './subject.ts';
import { checkText, repair } from './text.ts';
import { yearsAround } from './years.ts';

/** R01, R26, R34, R51, R53–R57, R66, R67 in the fields above the indicators. */
export function checkTexts(subject: Subject): Finding[] {
  const { form, filing, printed } = subject;
  const written = form.fields.filter(
    ({ id, type, computed }) => printed.has(id) && (type === 'line' || type === 'text') && !computed,
  );
  const texts = written.flatMap(({ id, name }) =>
    checkText(filing.values[id] ?? '', { name, value: false, years: yearsAround(subject, id) }).map(
      ({ becomes, label, ...finding }): Finding => ({ ...finding, path: id, ...repair(id, becomes, label) }),
    ),
  );
  return [
    ...texts,
    ...checkCutGoals(subject),
    ...checkRepeats(subject),
    ...checkOwnWords(subject),
    ...checkResults(subject),
    ...checkCodes(subject),
    ...checkBoxes(subject),
  ];
}

/** R26: a goal that ends in the middle of a word, or is the beginning of the other goal. */
function checkCutGoals(subject: Subject): Finding[] {
  const goals = goalFields(subject.form).filter((field) => subject.printed.has(field));
  return goals.flatMap((field): Finding[] => {
    const text = said(subject, field);
    const whole = goals.find((other) => {
      const longer = said(subject, other);
      return text !== '' && longer.length > text.length && longer.startsWith(text) && !/[。；;！!）)]$/.test(text);
    });
    if (whole)
      return [
        {
          rule: 'R26',
          message: `${nameOf(subject, field)}在“…${text.slice(-6)}”处中断，${nameOf(subject, whole)}还有下文；请补全`,
          path: field,
          also: [whole],
        },
      ];
    const cut = cutWord(text);
    if (!cut) return [];
    return [
      { rule: 'R26', message: `${nameOf(subject, field)}的末尾“…${text.slice(-6)}”似乎被截断，请补全`, path: field },
    ];
  });
}

const ITEM =
  /(?<!\d)\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|(?:^|[\n。；;，,])\s*(?:[一二三四五六七八九十]{1,2}(?:、|是)|目标\d{1,2}[:：])/g;

/** R51: numbered items of a text that say the same. */
function checkRepeats(subject: Subject): Finding[] {
  return subject.form.fields
    .filter(({ id, type }) => type === 'text' && subject.printed.has(id))
    .flatMap(({ id, name }): Finding[] => {
      const items = said(subject, id)
        .split(ITEM)
        .map(bare)
        .filter((item) => item.length > 3);
      const again = items.findIndex((item, at) => items.indexOf(item) < at);
      if (again < 0) return [];
      const first = items.indexOf(items[again] ?? '') + 1;
      return [{ rule: 'R51', message: `${name}的第 ${again + 1} 条与第 ${first} 条相同，请删去或改写`, path: id }];
    });
}

/** Words that any project's texts have. */
const COMMON =
  /项目|经费|资金|费用|工作|服务|专项|保障|管理|建设|购置|采购|运行|维护|绩效|目标|年度|预算|单位|日常|相关|开展|完成/g;

/** Pairs of neighbouring characters that tell what a text is about. */
export function keyPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const part of text
    .normalize('NFKC')
    .replace(COMMON, ' ')
    .split(/[^\p{L}]+/u))
    for (let at = 0; at + 2 <= part.length; at++) pairs.add(part.slice(at, at + 2));
  return pairs;
}

/** Words that any indicator's name may have. */
const COMMON_NAMES = /满意度?|群众|对象|数量|质量|及时|合格|正常|使用|提高|提升|改善|效率|人员|人数|次数|成本/g;
/** Names of projects longer than this are seldom repeated in a goal. */
const LONG_NAME = 20;

/**
 * R53: a goal that has no word of the project's name may have been copied from another table; not so one that speaks of
 * what its own indicators count.
 */
function checkOwnWords(subject: Subject): Finding[] {
  const { form, printed, indicators } = subject;
  const rows = indicators.flatMap((table) => table.rows);
  const project = projectName(subject);
  const ofName = keyPairs(project);
  if (ofName.size === 0 || [...project].length > LONG_NAME) return [];
  return goalFields(form).flatMap((field): Finding[] => {
    const text = said(subject, field);
    if (!printed.has(field) || [...text].length < (form.checks.goals?.least ?? 0)) return [];
    const plain = text.normalize('NFKC');
    if ([...ofName].some((pair) => plain.includes(pair)) || speaksOf(plain, rows)) return [];
    return [
      { rule: 'R53', message: `${nameOf(subject, field)}没有提到“${project}”，请核对是否为本项目的目标`, path: field },
    ];
  });
}

/** Whether a text has a word that the names of its table's indicators have. */
function speaksOf(text: string, rows: readonly SubjectRow[]): boolean {
  return rows.some(({ row }) => {
    const name = (row.level3 ?? '').slice(0, 200).replace(COMMON_NAMES, ' ');
    return [...keyPairs(name)].some((pair) => text.includes(pair));
  });
}

/** What says how far something is to come. 推进, 开展, 做好 and the like only say that something is done. */
const RESULT =
  /完成|建成|形成|达到|达标|合格|验收|全覆盖|零|杜绝|消除|解决|减轻|减少|降低|弥补|产生|带动|缩短|压减|节约|提高|提升|增加|增强|增长|扩大|改善|优化|完善|保障|保证|确保|保持|维持|满足|受益|惠及|满意|正常|完好|稳定|顺利|有效|及时|按时|按期|足额|到位|实现|促进|高效|齐全|投入使用|更好|便利|方便/;
/** Anything but spaces and marks. */
const ANY_WORD = /[^\s\p{P}]/u;
const NUMERAL = /[\d一二两三四五六七八九十百千万亿]/;

/** R67: a goal that only says what is done (推进事业发展) names nothing that could be measured. */
function checkResults(subject: Subject): Finding[] {
  const { form, printed } = subject;
  return goalFields(form).flatMap((field): Finding[] => {
    const text = said(subject, field)
      .normalize('NFKC')
      .replace(ITEM, '\n')
      .replace(/目标\s*[\d一二三四五六七八九十]+\s*[:：]/g, '');
    const plain = text.replace(/(19|20)\d{2}年度?|第?一[是线批般体定些系]|统一|进一步|万元/g, '');
    if (!printed.has(field) || !ANY_WORD.test(plain) || RESULT.test(plain) || NUMERAL.test(plain)) return [];
    const message = `${nameOf(subject, field)}只写了做什么，没有写达到什么结果，请补充数量、质量或效果`;
    return [{ rule: 'R67', message, path: field }];
  });
}
