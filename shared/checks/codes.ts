import { shorten } from '../filing/parse.ts';
import { type Finding, isBlank, nameOf, projectName, type Subject, said } from './subject.ts';

/** R01, R54: names are names, and codes stand in their own cells. */
export function checkCodes(subject: Subject): Finding[] {
  return [...projectCode(subject), ...unitCodes(subject)];
}

/** A code at either end of a name, also in brackets: 8 to 40 digits and capitals, six digits in a row among them. */
const CODE = '[（(【[]?([0-9A-Z](?:[0-9A-Z]|-(?=[0-9A-Z])){7,39})[）)】\\]]?';
const LEADING_CODE = new RegExp(`^${CODE}`);
const TRAILING_CODE = new RegExp(`${CODE}$`);

/** R54: the project code is what it should be, and not a part of the name. */
function projectCode(subject: Subject): Finding[] {
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
  if (name !== '' && !/\p{L}/u.test(name) && !isBlank(subject, field))
    return [
      ...found,
      { rule: 'R01', message: `${nameOf(subject, field)}“${shorten(name)}”只是数或符号，请写明名称`, path: field },
    ];
  const inName = [LEADING_CODE, TRAILING_CODE]
    .map((code) => code.exec(projectName(subject)))
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

/**
 * Codes of departments as budget systems print them: [015001]教育局, 015001-教育局, 教育局（015001）; (2021) is none.
 */
const BRACKETED = '[[(（【〔]\\s*(?!(?:19|20)\\d{2}\\s*[\\])）】〕])\\d{3,}[\\d-]*\\s*[\\])）】〕]';
const UNIT_CODES = [
  new RegExp(`^${BRACKETED}[\\s\\-_—–]*(?=\\p{L})`, 'u'),
  /^\d{5,}[\s\-_—–]*(?=\p{Script=Han})/u,
  new RegExp(`(?<=\\p{L})\\s*${BRACKETED}$`, 'u'),
];

/** R54: a name of a unit has no code before or behind it. */
function unitCodes({ form, filing, printed }: Subject): Finding[] {
  const project = form.list.name[0] ?? '';
  const lines = form.fields.filter(
    ({ id, type, name }) =>
      type === 'line' && printed.has(id) && id !== form.checks.code?.field && !/代码|编码|编号/.test(name),
  );
  return lines.flatMap(({ id, name }): Finding[] => {
    const text = (filing.values[id] ?? '').trim();
    const [code] = UNIT_CODES.map((one) => one.exec(text)).find((found) => found !== null) ?? [];
    // A long code at the project's name is told with it.
    if (code === undefined || (id === project && /\d{8}/.test(code))) return [];
    const rest = text.replace(code, '').trim();
    const message = `${name}里有编码“${code.replace(/^[\s\-_—–]+|[\s\-_—–]+$/g, '')}”，请只写名称`;
    return [{ rule: 'R54', message, path: id, becomes: { [id]: rest } }];
  });
}
