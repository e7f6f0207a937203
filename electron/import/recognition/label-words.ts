/** Words that labels of forms end in, and names of projects and units hardly ever. */
const ENDING =
  /(?:编码|代码|编号|账号|账户|帐号|帐户|户名|开户行|开户银行|电话|手机|邮箱|地址|邮编|负责人|责任人|联系人|经办人|经理|责任科室|主管处室|级次|等级|状态|类别|类型|分类|性质|属性|来源|方式|科目|依据|概况|名称|日期|时间|年限|意见|备注|金额|总额|预算数)$/;
const LONGEST = 12;

/**
 * Whether a folded text reads like the label of some form, though no known form prints it (开户银行, 统一社会信用代码).
 * It may still be a value: only what stands around it can tell.
 */
export function looksLikeLabel(folded: string): boolean {
  return folded.length >= 2 && folded.length <= LONGEST && ENDING.test(folded.replace(/\([^()]*\)$/, ''));
}
