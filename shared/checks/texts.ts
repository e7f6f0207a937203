import { cutWord } from './cut.ts';
import { bare, type Finding, nameOf, type Subject, said } from './subject.ts';
import { checkText, repair } from './text.ts';

/** R26, R34, R51, R53–R57 in the fields above the indicators. */
export function checkTexts(subject: Subject): Finding[] {
  const { form, filing, printed, year, yearOfCode, period } = subject;
  const written = form.fields.filter(({ id, type }) => printed.has(id) && (type === 'line' || type === 'text'));
  const texts = written.flatMap(({ id, name }) =>
    checkText(filing.values[id] ?? '', { name, value: false, year, yearOfCode, period }).map(
      ({ becomes, label, ...finding }): Finding => ({ ...finding, path: id, ...repair(id, becomes, label) }),
    ),
  );
  return [
    ...texts,
    ...checkCutGoals(subject),
    ...checkRepeats(subject),
    ...checkOwnWords(subject),
    ...checkCode(subject),
  ];
}

/** R26: a goal that ends in the middle of a word, or is the beginning of the other goal. */
function checkCutGoals(subject: Subject): Finding[] {
  const goals = subject.form.checks.goals.fields.filter((field) => subject.printed.has(field));
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

/** R53: a goal that has no word of the project's name may have been copied from another table. */
function checkOwnWords(subject: Subject): Finding[] {
  const { form, printed } = subject;
  const project = said(subject, form.list.name[0] ?? '');
  const own = keyPairs(project);
  if (own.size === 0) return [];
  return form.checks.goals.fields.flatMap((field): Finding[] => {
    const text = said(subject, field);
    if (!printed.has(field) || [...text].length < form.checks.goals.least) return [];
    const plain = text.normalize('NFKC');
    if ([...own].some((pair) => plain.includes(pair))) return [];
    return [
      { rule: 'R53', message: `${nameOf(subject, field)}没有提到“${project}”，请核对是否为本项目的目标`, path: field },
    ];
  });
}

/** A code at either end of a name, also in brackets: 8 to 40 digits and capitals, six digits in a row among them. */
const CODE = '[（(【[]?([0-9A-Z](?:[0-9A-Z]|-(?=[0-9A-Z])){7,39})[）)】\\]]?';
const LEADING_CODE = new RegExp(`^${CODE}`);
const TRAILING_CODE = new RegExp(`${CODE}$`);

/** R54: the project code is what it should be, and not a part of the name. */
function checkCode(subject: Subject): Finding[] {
  const { form } = subject;
  const { code } = form.checks;
  const field = form.list.name[0] ?? '';
  const found: Finding[] = [];
  const typed = code ? said(subject, code.field) : '';
  if (code && typed !== '' && !new RegExp(`^(?:${code.match})$`).test(typed))
    found.push({
      rule: 'R54',
      message: `${nameOf(subject, code.field)}“${typed}”的位数或字符不对，请核对`,
      path: code.field,
    });
  const name = said(subject, field);
  const inName = [LEADING_CODE, TRAILING_CODE]
    .map((code) => code.exec(name))
    .find((match) => match && /\d{6}/.test(match[0]) && match[0].length < name.length);
  const digits = inName?.[1];
  if (!inName || !digits) return found;
  const rest = name.replace(inName[0], '').replace(/^[\s_-]+|[\s_-]+$/g, '');
  const finding = {
    rule: 'R54',
    message: `${nameOf(subject, field)}中有项目编码“${digits}”，名称中请只写项目`,
    path: field,
  };
  const own = rest !== '' && code && typed === '' && new RegExp(`^(?:${code.match})$`).test(digits);
  return [...found, own ? { ...finding, becomes: { [code.field]: digits, [field]: rest } } : finding];
}
