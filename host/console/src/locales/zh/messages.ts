export default {
	messages: {
		title: '消息', lead: '发给客户和同事的短信、邮件：哪些已发出，哪些在等待，哪些没发出去、为什么。', tab: { log: '消息记录', optouts: '退订名单', channels: '通道' },
		notConfigured: '还没有设置消息通道，短信和邮件不会发出。', toChannels: '去设置通道', none: '还没有消息', noneHint: '回访等插件要发的消息会在这里排队；也可以在“通道”里发一条测试消息。',
		number: '序号', channelHead: '通道', to: '收信人', owner: '来自', aboutHead: '事由', sent: '发出时间', notBefore: '最早发送', expires: '最迟发送', byPolicy: '按主机设置', text: '内容', one: '消息 {number}',
		forgotten: '已按期清除', channel: { sms: '短信', email: '邮件', letter: '短信（经 ERP）' }, about: { trial: '测试' },
		stateText: {
			waiting: '等待发送：免打扰时段、通道中断或排队时，会自动继续。', sending: '正在交给网关。', sent: '网关已接收。', failed: '没有发出，需要人来决定：重新发送或作废。',
			expired: '过了发送时限，没有发出。', suppressed: '没有发送：对方已退订，或已作废。',
		},
		retry: '重新发送', retried: '已重新排队。', drop: '作废', dropped: '已作废。', dropText: '作废后这条消息不会自动发送。请写明原因，会记入操作记录。',
		noOptOuts: '没有人退订', noOptOutsHint: '客户回复 TD、T 或“退订”后自动加入；客户口头提出的，请在这里加入。', source: '方式', sources: { reply: '本人回复', console: '在此登记' }, since: '加入时间', by: '登记人',
		lastFour: '号码后四位', addOptOut: '加入退订名单', addText: '此后不再向这个号码或地址发送消息。名单只保存识别码和后四位，不保存完整号码。', fullAddress: '完整的手机号或邮箱地址', optedOut: '已加入退订名单。',
		removeText: '把 {to} 从“{channel}”的退订名单中移除后，会再次收到消息。请先确认本人同意。', removed: '已移除。',
		channelsTitle: '消息通道', editChannels: '修改通道（JSON）', adapter: '方式', adapters: { http: '短信网关（HTTP）', smtp: '邮件服务器（SMTP）', erp: '由 ERP 发送' }, target: '地址', erpRecord: '写入 ERP 的消息接口表',
		secrets: '使用密码：{names}', habits: '规则', quiet: '遵守免打扰时段', notQuiet: '随时发送', recognises: '网关能识别重复消息', recognisesNot: '没有答复时需要人核对',
		unused: '还没有用过', noChannels: '还没有通道', noChannelsHint: '点“修改通道”，按短信网关或邮件服务器的说明填写；下面有示例。', secretHint: '密码不写在这里，只写名称，值在“设置”的“密码与连接串”中填写。免打扰时段和保留天数也在“设置”里。', toSettings: '打开设置',
		example: '示例和可用的变量', variables: '可用的变量：', trial: '发测试消息', trialTitle: '用“{channel}”发一条测试消息', trialText: '会真的发出一条消息，请填自己的手机号或邮箱。结果在“消息记录”里看。', trialDefault: '不填则发送默认的测试内容', trialSent: '测试消息已排队，请在“消息记录”里看结果。',
	},
};
