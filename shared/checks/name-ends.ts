import { shippedLibrary } from '../library/library.ts';
import { coreName } from './subject.ts';

/** What the names of the shipped library end in: 数量, 面积, 率; and their units (次, 人次, 家). */
const FROM_LIBRARY = shippedLibrary.indicators.flatMap(({ name, also, units }) => [
  ...[name, ...also].map((one) => coreName(one).slice(-2)),
  ...units.filter((unit) => /^\p{Script=Han}+$/u.test(unit)),
]);

/** What makes a noun of any word: 合格率, 公信力, 积极性, 物业费. */
const SUFFIXES = [...'率度数量额费价值比性力期款金速宽感位容栏'];

/** Things of one character, which make names with any word before them: 水源井, 信号灯, 保护区, 数字化. */
const THINGS = new Set([
  ...'井田林地路桥隧坝渠沟管线缆杆灯网塔站点区园厂矿楼院校店馆厅室房舍厕棚库仓车船机器具泵阀罐箱柜桌椅床牌栏墙门窗板砖瓦树苗木草花果种',
  ...'鱼虾鸡鸭猪牛羊蜂虫粪药肥油粮米面菜肉蛋奶茶酒餐饭水电气暖雪冰煤炭砂石土钢材布衣服卡证书册表图票刊报稿片剧曲歌碑墓包袋货品件商家户',
  ...'者员工师生童老兵民警医护人队组会社团党业农厂所处局科站化权法源港岸滩湖河海江溪池塘岛山坡谷洞镇乡村街巷屯城县市省国校班课题库台屏端链',
]);

/** Whole words that say of something how it is, and wait for one of these: 满意度, 合格率, 及时性. */
const UNFINISHED = /(满意|合格|准确|覆盖|及时|有效|合规|合法|知晓|完整|完好|齐全|可靠|便利|便捷|幸福|公信|认可)$/;

/** What nothing ends with: particles, and the beginnings of 程度, 影响, 作用, 水平 and their like. */
const NO_END = /([的及与和对之在为]|(管理|服务|技术|生活|教学|工作)水|长效机)$/;
const BEGINNINGS = new Set('程影作效态覆满环健境质素');

let known: Intl.Segmenter | undefined;

/** Cuts Chinese into words by the dictionary of the engine, which takes some ms to read: no start waits for it. */
function wordsOf(text: string): string[] {
  known ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(known.segment(text), ({ segment }) => segment);
}

/** Further words that names of published tables end in, by what they say. */
const WORDS = `
情况 效果 成果 结果 成效 成绩 影响 环境 条件 水平 质量 效率 效益 效能 性能 功能 作用 贡献 程度 进度 进展
时间 时长 时限 工期 周期 频次 频率 面积 长度 高度 深度 规模 范围 比例 比重 占比 标准 等级 等次 级别 类别 名次 内容 年限 期限
寿命 成本 费用 支出 收入 投资 投入 产值 税收 税费 利润 补贴 补助 工资 薪酬 预算 造价 负担 压力 债务 贷款 总量 总数
人员 人才 群众 居民 学生 教师 企业 单位 部门 机构 机制 制度 体系 系统 平台 网络 软件 硬件 设备 设施 机组 终端 器材 物资 材料 资料
档案 文件 文书 图书 报告 方案 规划 计划 项目 工程 任务 工作 服务 活动 会议 培训 宣传 教育 维护 维修 运维 保养 养护 管护 管理 监管
监督 检查 检测 监测 检验 评估 评价 评审 审计 审核 审批 验收 采购 购置 建设 改造 修缮 安装 装修 开发 研究 调研 调查 编制 印刷 租赁
运行 运转 运营 保障 安全 稳定 发展 增长 增加 减少 降低 提升 提高 改善 改进 优化 完善 开展 完成 完工 开工 竣工 实施 落实 执行 到位
使用 应用 利用 推广 普及 传播 保护 修复 治理 整治 清理 清扫 清运 保洁 处置 处理 办理 拨付 发放 支付 缴纳 兑现 偿还 排放 消耗
节约 利用 风险 隐患 事故 故障 投诉 纠纷 案件 事件 问题 需求 权益 利益 秩序 形象 声誉 意识 素质 技能 知识 知识面 覆盖面 观念
生活 生产 生态 经济 社会 文化 民生 健康 卫生 教学 科研 就业 创业 创新 城市 社区 道路 路灯 桥梁 管网 水质 空气 土壤 绿化 车辆 服装
标志 家具 电脑 电器 用品 家电 食品 药品 机 车 房 网站 数据 信息 数据库 光纤 光缆 线路 电力 仓储 场地 场所 房屋 楼宇 学校 医院
`
  .trim()
  .split(/\s+/);

const ends = new Set([...FROM_LIBRARY, ...SUFFIXES, ...WORDS]);
const longest = Math.max(...[...ends].map((end) => end.length));

/** Names shorter than this fit into any cell. */
const LEAST = 4;

/**
 * Whether a name ends as names of indicators do, or in another whole word; one that does not was most likely cut by a
 * cell that was too small (群众对工作情况满意, 发展内生动力成). What ends in no ideograph (PM2.5) or is a sentence is
 * not judged.
 */
export function endsWell(name: string): boolean {
  const plain = coreName(name);
  if ([...plain].length < LEAST || !/\p{Script=Han}$/u.test(plain) || /[，。；]/.test(name)) return true;
  // A number with its unit (路灯1200盏) is judged as a target.
  if (/\d\p{Script=Han}{1,2}$/u.test(plain)) return true;
  for (let length = 1; length <= longest; length++) if (ends.has(plain.slice(-length))) return true;
  if (UNFINISHED.test(plain) || NO_END.test(plain)) return false;
  const [before = '', last = ''] = wordsOf(plain).slice(-2);
  // A word that the dictionary lacks comes as single characters.
  return [...last].length > 1 || THINGS.has(last) || ([...before].length === 1 && !BEGINNINGS.has(last));
}
