export default {
	story: {
		title: '单据全程 {number}', lead: '派工、时限、上门、回访、投诉、罚款，按时间排在一页；每一行都写明来源和时间。某个插件停止工作时，只缺它自己的几行。',
		file: '单据全程-{number}', link: '单据全程', toRecord: '看 ERP 里的这张单据', at: '时间', source: '来源', event: '发生了什么', who: '经办人', basis: '时间依据', host: '主机',
		bases: { event: '事件发生时间', typed: '录入时间' }, silent: '“{name}”的内容暂时取不到：{reason}。其余内容不受影响，稍后刷新即可。',
		none: '还没有这张单据的记录', noneHint: '请核对单号和分公司；刚录入 ERP 的单据要等下一次读取。',
		recordMade: '准备写入 ERP：{type}', recordConfirmed: 'ERP 已写入：{type}',
		dispatched: '派工', finished: '完工', taskOpened: '产生回访任务 {number}',
		what: { ordered: '下单', dispatched: '派工', contacted: '联系客户', appointed: '预约上门', arrived: '师傅到达', completed: '完工' },
		params: { true: '是', false: '否' },
	},
};
