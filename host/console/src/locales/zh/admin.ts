export default {
	plugins: {
		title: '插件', lead: '每个插件在自己的进程里运行，一个出错不影响其他。', none: '没有安装插件', noneHint: '请在主机上用 erphost plugin install 安装插件包。',
		enable: '启用', disable: '停用', restart: '重新启动', enableDone: '正在启用“{name}”。', disableDone: '已停用“{name}”。', restartDone: '正在重新启动“{name}”。',
		disableText: '停用“{name}”后，它的页面不能使用，新的业务会积压，启用后继续处理。确定吗？', reads: '读取：', writes: '写入：', version: '版本',
		parkedTitle: '搁置的事件', parkedLead: '处理失败的事件放在这里：同一单据的后续事件等待，其他照常。', noParked: '没有搁置的事件', noParkedHint: '这是正常情况，不需要做任何事。',
		position: '序号', subscription: '订阅', eventType: '事件', cause: '原因', retry: '重试', skip: '跳过', retried: '已安排重试。', skipped: '已跳过。',
		skipText: '跳过后这个事件不再处理，同一单据的后续事件继续。请写明原因，会记入操作记录。',
	},
	users: {
		title: '用户与岗位', lead: '谁可以登录，在哪个分公司担任什么岗位。', create: '新增用户', none: '还没有用户', noneHint: '点“新增用户”，把生成的一次性链接交给本人。',
		searchHint: '用户名或姓名', role: '岗位', username: '用户名', displayName: '姓名', grants: '岗位', created: '创建时间', allBranches: '全部分公司',
		disabled: '已停用', locked: '已锁定', invited: '等待首次登录', active: '可登录', editTitle: '修改 {name}', mayUse: '允许登录', addGrant: '增加岗位',
		usernameRule: '1 到 64 个小写字母、数字、汉字以及 . _ -', reset: '重置密码', resetText: '“{name}”现在的密码将失效，并生成一个一次性登录链接。确定吗？',
		linkTitle: '{name} 的一次性登录链接', linkText: '请把链接当面或通过可靠的渠道交给本人。链接只能用一次，关闭后不再显示。',
	},
	tokens: {
		title: '接口令牌', none: '没有接口令牌', noneHint: '其他程序要访问 erphost 时，为它创建一个令牌。', create: '新增令牌', name: '用途', nameHint: '例如：报表程序', days: '有效天数',
		expires: '到期', lastUsed: '最近使用', revoke: '作废', revokeText: '作废“{name}”后，使用它的程序立即不能访问。确定吗？', revoked: '已作废。', madeText: '请立即复制保存，关闭后不再显示：',
	},
	audit: {
		title: '操作记录', lead: '谁在什么时候改了什么。只能追加，不能修改或删除。', none: '还没有操作记录', noneHint: '任何修改都会自动记在这里。',
		number: '序号', when: '时间', who: '操作人', action: '操作', actionHint: '操作（英文代码）', subject: '对象', detail: '内容', actions: {
			session_opened: '登录', session_opened_by_link: '用链接登录', session_refused: '登录被拒绝', user_create: '新建用户', user_reset: '重置登录', user_set_password: '设置密码', user_disable: '停用用户',
			user_enable: '启用用户', host_signIn: '登录', host_signOut: '退出', host_changeLanguage: '切换语言', host_setPassword: '设置密码', host_createUser: '新建用户', host_changeUser: '修改用户',
			host_resetUser: '重置登录', host_createToken: '新建令牌', host_dropToken: '吊销令牌', host_putSetting: '修改设置', setting_put: '修改设置', erp_setRecordMode: '切换写入方式', erp_putMapping: '修改映射',
			erp_dropRecord: '放弃写入', erp_replayRecord: '重新写入', erp_correctRecord: '更正记录', survey_takeNextTask: '取下一个回访', survey_leaseTask: '取走回访', survey_releaseTask: '放回回访', survey_recordAttempt: '记录回访',
			host_retryParked: '重试搁置的事件', host_skipParked: '跳过搁置的事件',
		},
	},
	settings: {
		title: '设置', lead: '每项设置从生效日期起使用；以前的业务仍按当时的设置计算。', scope: '范围', hostScope: '主机', none: '这里没有可以修改的设置', noneHint: '请选择上面的其他范围。',
		setting: '设置', inForce: '现在的值', since: '生效日期', default: '默认', planned: '将要生效', newValue: '新的值', effectiveFrom: '生效日期', difference: '修改前后', same: '与现在的值相同。', value: '值',
		past: '生效日期在过去：从那天起的业务会按新值重新计算。', history: '历史', changedBy: '修改人', restore: '用这个值', apply: '应用', saved: '已保存，自 {date} 起生效。',
		entry: '项目', add: '增加一行', noEntries: '还没有内容，点“增加一行”。', newName: '新项目', yes: '是', no: '否', yuan: '元', asJson: '按原文（JSON）修改', asTable: '按表格修改', notJson: '不是有效的 JSON：{text}',
		fields: {
			fen: '金额', from: '从', to: '到', unit: '单位', count: '数量', title: '名称', name: '名称', zh: '中文', en: '英文', role: '岗位', roles: '岗位', level: '级别', percent: '百分比', enabled: '启用',
			minutes: '分钟', hours: '小时', days: '天', office_minutes: '办公分钟', working_days: '工作日', same_day: '当天', branch: '分公司', superior: '直接上级', technician: '师傅', provider: '服务商', department: '部门',
			store: '门店', logistics: '物流', after_sales: '售后', sales_counter: '销售柜台', on_site: '上门安装维修', carry_in: '送修',
		},
		host: { go_live_date: { title: '启用日期', help: '只处理这一天及以后完工的业务；之前的不产生任务、时限和罚款。没有设置时不产生任务。' } },
	},
};
