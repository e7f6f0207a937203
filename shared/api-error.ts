/** One sentence for every way a call can fail. `detail` names file, place and reason where there is more to say. */
export const errorTexts = {
  'bad-request': '操作无效，请重新打开此表后再试',
  'not-found': '此表已不存在，可能已被彻底删除',
  conflict: '此表已在另一处修改，请重新打开后再改',
  'read-only': '数据文件由更新版本的软件建立，只能查看，请升级软件后再修改',
  'store-busy': '数据文件正被另一个程序使用，请关闭它后再试',
  'store-full': '磁盘空间不足，未能保存，请清理磁盘后再试',
  'store-broken': '数据文件已损坏，请先另存刚填写的内容，再重新启动软件，启动时会读出其中的表',
  'store-replaced': '数据文件在使用中被换成了另一个文件，未能保存，请按窗口中的提示处理',
  'write-failed': '未能写入文件，请检查文件夹权限或文件是否正被打开',
  internal: '程序内部出错，已保存的内容不受影响；请再试一次，仍出错请重新启动软件',
  'no-answer': '程序没有回应，请稍候再试；仍没有回应请重新启动软件',
  window: '窗口出错，已保存的内容不受影响；请再试一次，仍出错请重新打开窗口',
} as const;
export type ErrorCode = keyof typeof errorTexts;

/** A failure with a code; everything the backend throws on purpose is one. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail = '') {
    super(detail || errorTexts[code]);
    this.code = code;
  }
}

/** Whether a text was written for the clerk: what a library says begins with none of our characters. */
export function isSentence(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
