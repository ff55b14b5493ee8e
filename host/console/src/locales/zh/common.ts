export default {
	common: {
		confirm: '确定', cancel: '取消', close: '关闭', back: '返回', save: '保存', yuan: '元', inYuan: '{what}（元）', saved: '已保存。', edit: '修改', remove: '删除', copy: '复制',
		copied: '已复制。', notCopied: '浏览器不允许复制，请手动选择后复制。', again: '再试一次', discard: '放弃修改',
		print: '打印', state: '状态', actions: '操作', branch: '分公司', reason: '原因', reasonNeeded: '请写明原因。',
		choose: '请选择', all: '全部', from: '从', to: '到', day: '日期', month: '月份', file: '选择文件',
		remedy: '处理办法：', correlation: '追踪编号', comma: '、', colon: '：', unsaved: '尚未保存', leaveDraft: '修改还没有保存，离开后会丢失。确定离开吗？',
	},
	list: {
		search: '搜索', reset: '清除筛选', refresh: '刷新', export: '导出', exporting: '已读取 {n} 行…', shown: '显示 {n} 行', total: '共 {n} 行',
		moreColumns: '窗口再宽些可多显示 {n} 列，导出中都有', perPage: '每页 {n} 行', page: '第 {n} 页', pageSize: '每页行数', previous: '上一页', next: '下一页',
		nothingFound: '没有符合条件的内容', nothingFoundHint: '请放宽或清除筛选条件。',
	},
	time: { never: '从未', ago: '{span}前', seconds: '{n} 秒', minutes: '{n} 分钟', hours: '{n} 小时', days: '{n} 天' },
	menu: {
		groupOperation: '运行', groupWork: '售后工作', groupAdmin: '管理',
		overview: '总览', erp: 'ERP 同步', erpRecord: 'ERP 里的样子', messages: '消息', plugins: '插件', trust: '信任的密钥', users: '用户与岗位', audit: '操作记录', settings: '设置', doctor: '体检', setup: '上线向导', imports: '上线导入',
	},
	screen: { empty: '这里还没有内容', gone: '没有这个页面', goneHint: '该插件已停用，或您的角色看不到这个页面。', yes: '是', no: '否' },
	layout: { skip: '跳到内容', menu: '菜单', language: '界面语言', account: '账号', developer: '开发者模式：未签名的插件也能安装和运行，任何人都可能改动过它们。正式使用前请在 host.json 中关闭。' },
	health: {
		unknown: '正在查询…', good: '运行正常', process: '有模块停止工作', erp: 'ERP 连接中断', entity: 'ERP 读取有问题', down: '主机没有应答',
		downText: '连不上 erphost 主机：可能正在重新启动，或者网络中断。已填写的内容会保留，恢复后自动继续；超过一分钟请联系管理员。',
	},
	session: {
		changePassword: '修改密码', leave: '退出登录', leaveText: '退出后需要重新登录。尚未保存的回访记录会留在这台电脑上。确定退出吗？',
		currentPassword: '当前密码', newPassword: '新密码', repeatPassword: '再输一次', notTheSame: '两次输入的密码不一样。',
		passwordRule: '至少 8 个字符，例如几个不相关的词连在一起；不要与用户名相同。', passwordChanged: '密码已修改。',
	},
	signin: {
		title: '登录', lead: '售后管理平台', username: '用户名', password: '密码', signIn: '登录', setPassword: '设置密码并进入',
		help: '忘记密码？请管理员生成一次性登录链接，或在主机上运行 erphost user reset 用户名。',
		usingLink: '正在使用一次性链接登录…', choosePassword: '{name}，您好！请设置自己的密码，以后用它登录。',
		expired: '登录已过期，请重新登录；登录后回到刚才的页面。',
	},
	nothing: {
		lost: '没有这个页面', noRole: '您的岗位不能查看这个页面', chooseFromMenu: '请从左边的菜单选择。', askAdmin: '您还没有任何岗位，请管理员在“用户与岗位”中为您设置。',
	},
	problem: {
		unknown: { title: '操作没有完成', remedy: '请重试；如果仍然出错，请把追踪编号告诉管理员。' },
		network_unreachable: { title: '连不上主机', detail: '请求没有送到，或者没有收到答复。', remedy: '请检查网络；恢复后可以直接重试，不会重复记录。' },
		network_timeout: { title: '主机很久没有答复', detail: '操作可能仍在进行。', remedy: '请先刷新查看结果，再决定是否重试。' },
		network_not_json: { title: '收到的答复无法识别', detail: '答复（状态 {status}）不是来自 erphost，可能被代理或防火墙拦截。', remedy: '请联系网络管理员。' },
		console_bug: { title: '页面程序出错', detail: '', remedy: '请刷新页面后重试。' },
	},
	roles: {
		admin: '管理员', it: '信息技术', service_manager: '客服部经理', callback_clerk: '回访文员', settlement_clerk: '结算文员', central_keeper: '总仓材料管理员',
		engineer: '工程师', branch_manager: '分公司售后经理', dispatch_clerk: '派工文员', parts_clerk: '材料文员', store_manager: '店长', logistics_manager: '物流经理',
		technician: '安装维修工', cashier: '收银', finance: '财务', hr: '人资', executive: '分管领导',
	},
};
