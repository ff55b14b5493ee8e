export default {
	process: { front: '网页服务', sync: 'ERP 同步' },
	overview: {
		title: '总览', lead: '各模块和 ERP 连接的状况；有问题时，这里直接说明怎么处理。', version: '版本 {version}，启动于 {since}',
		allGood: '一切正常', allGoodText: '所有模块都在运行，ERP 连接正常，没有需要处理的记录。', goThere: '去处理',
		erp: 'ERP 连接与写入', store: '存储', storeSize: '数据大小', epoch: '恢复次数', epochHint: '每次从备份恢复后加一', parked: '搁置的事件',
		processes: '模块', process: '模块', entities: '从 ERP 读取', since: '已持续 {span}', sinceHead: '状态变化', memory: '内存', restarts: '重启次数', note: '说明',
		nextStart: '{span}后自动再次启动',
		trouble: {
			quarantined: '“{name}”多次异常退出，已被隔离', quarantinedRemedy: '其他功能不受影响。请查看原因，修复后在“插件”中重新启动，或退回上一个版本。',
			backoff: '“{name}”异常退出，正在等待重新启动', backoffRemedy: '通常几秒后自动恢复；如果反复出现，请查看日志。',
			noErp: '还没有设置 ERP', noErpRemedy: '请在“ERP 同步 → 映射”中载入贵公司 ERP 的映射文件，并在主机上设置连接密码。',
			away: '{link}中断已 {since}', awayRemedy: '请检查 ERP 数据库服务器和网络。期间的工作照常进行，恢复后自动补读、补写，不会丢失。',
			failing: '读取“{entity}”时出错', failingRemedy: '请在“ERP 同步”中查看原因，用“检查”找出映射的问题。',
			paused: '“{entity}”已暂停读取', pausedRemedy: '通常是 ERP 的表结构有变化：请核对映射，确认无误后点“接受变化”。',
			refused: '有 {n} 条记录没能写入 ERP', refusedDetail: '它们不影响其他单据。', refusedRemedy: '请查看 ERP 给出的原因，更正后重新发送，或注明原因后放弃。',
			parked: '有 {n} 个事件处理失败，已搁置', parkedDetail: '同一单据的后续事件会等待，其他单据照常处理。', parkedRemedy: '请查看原因后重试，或注明原因后跳过。',
		},
	},
	states: {
		process: { starting: '启动中', ready: '正常', stopping: '停止中', stopped: '已停止', backoff: '等待重启', quarantined: '已隔离', disabled: '已停用' },
		link: { up: '正常', away: '中断', probing: '正在重连', unknown: '未知' },
		entity: { new: '尚未读取', ok: '正常', pulling: '读取中', paused: '已暂停', failing: '出错', away: 'ERP 中断' },
		outbox: { waiting: '等待写入', sending: '写入中', unknown: '待核对', confirmed: '已确认', superseded: 'ERP 已更新', refused: '被拒绝', dropped: '已放弃', held: '排队中' },
		mode: { off: '关闭', dry_run: '试运行', hand_list: '手工清单', on: '写入' },
		parked: { parked: '已搁置', held: '等待前一个', skipped: '已跳过', done: '已处理' },
		finding: { ok: '正常', warning: '注意', error: '错误' },
	},
};
