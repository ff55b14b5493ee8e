// Invented data in the shapes of the host's API. Deterministic, so that tests and screenshots repeat.

const kMinute = 60_000;
const kDay = 86_400_000;

/** A small generator with a seed: the same numbers every time. */
function generator(seed) {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
		return (state >> 8) % below;
	};
}

const kBranches = [['MX', '勉县'], ['CG', '城固'], ['XX', '西乡'], ['HZ', '汉中'], ['YX', '洋县']];
const kNames = ['张建国', '李秀英', '王志强', '刘桂芳', '陈明', '杨丽华', '赵永强', '黄雪梅', '周海涛', '吴晓燕', '徐德才', '孙玉兰'];
const kTechnicians = ['何师傅', '马师傅', '雷师傅', '唐师傅', '郭师傅'];
const kGoods = [['ac', '格力', 'KFR-35GW'], ['ac', '美的', 'KFR-26GW'], ['tv', '海信', '55E3F'], ['fridge_washer', '海尔', 'BCD-216'], ['water_heater', '万和', 'JSQ24'], ['range_hood', '老板', 'CXW-260']];
const kStages = ['on_site', 'on_site', 'on_site', 'logistics', 'carry_in', 'sales_counter'];

const isoDay = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

function taskOf(index, random, now) {
	const [branchId, branchName] = kBranches[index % kBranches.length];
	const stage = kStages[random(kStages.length)];
	const [productType, brand, model] = kGoods[random(kGoods.length)];
	const completedAt = now - random(12) * kDay - random(600) * kMinute;
	const due = isoDay(completedAt + 9 * kDay);
	const kind = stage === 'logistics' ? 'delivery' : stage === 'sales_counter' ? 'sale' : 'work_order';
	const number = `${{ delivery: 'PS', sale: 'XS', work_order: 'AZ' }[kind]}2611${String(1000 + index)}`;
	return {
		id: `task-${String(index).padStart(4, '0')}`, number: `HF-${branchName}-${isoDay(completedAt).replaceAll('-', '')}-${String(index).padStart(4, '0')}`,
		kind, branchId, branchName, orderKey: `${branchId}|${number}`, orderNumber: number, stage, productType,
		serviceType: kind === 'work_order' ? (random(4) === 0 ? 'repair' : 'install') : null, brand, model,
		customerName: kNames[random(kNames.length)], phone: `139${String(16_000_000 + index * 7919).slice(0, 8)}`,
		address: `${branchName}县城关镇和平路 ${10 + random(90)} 号`, technicianName: kTechnicians[random(kTechnicians.length)],
		completedAt, dueOn: due, dueProvisional: false, overdue: due < isoDay(now), state: 'open', round: 1, attempts: 0, plannedAt: null,
		level: null, lease: null, version: 1,
		rounds: [{ round: 1, openedAt: completedAt, attempts: [] }],
	};
}

const message = (code, title, detail, remedy) => ({ code, class: 'transient', message: title, params: {}, title, detail, remedy });

/** Everything that the mock server holds. `scenario`: good, or trouble (ERP away, plugin quarantined, records refused). */
export function makeData({ scenario = 'good', tasks = 160, now = Date.now() } = {}) {
	const random = generator(7);
	const bad = scenario === 'trouble';
	const list = Array.from({ length: tasks }, (_, index) => taskOf(index + 1, random, now));
	list[0].phone = list[1].phone = list[2].phone;
	list[0].customerName = list[1].customerName = list[2].customerName;
	list[3].attempts = 1;
	list[3].rounds[0].attempts.push({ attempt: 1, at: now - 3 * 3_600_000, clerkName: '何静', disposition: 'no_answer', level: null, words: '', plannedAt: now + 3_600_000 });
	list[3].plannedAt = now + 3_600_000;
	list[4].lease = { userId: 'other', userName: '何静', until: now + 20 * kMinute };

	const record = (index, state, error = null) => ({
		id: `0193-record-${index}`, type: 'callback_status', owner: 'survey', branch: 'MX', key: list[index].orderKey, state, version: 1, epoch: 1,
		attempts: state === 'waiting' ? 0 : 1, nextAttemptAt: state === 'waiting' ? now + 2_000 : null, error, reason: null,
		payload: { order: list[index].orderNumber, status: 'called_back', words: '空调不制冷，师傅没有试机' }, correlation: `c-${index}`,
		createdAt: now - index * kMinute, updatedAt: now - index * kMinute, confirmedAt: state === 'confirmed' ? now - index * kMinute : null, recheckAt: null,
	});
	const outbox = Array.from({ length: 60 }, (_, index) => record(index + 10, 'confirmed'));
	if (bad) {
		outbox.push(record(80, 'refused', message('erp.refused', 'ERP 拒绝写入', '列 FKYJ 最长 200 个字符。', '请缩短内容后重新发送。')));
		outbox.push(record(81, 'waiting'));
	}
	const away = message('erp.away', '连不上 ERP 数据库', '服务器 10.1.0.5:1433 没有应答。', '请检查 ERP 服务器是否开机、网络是否连通。');
	const process = (name, state, residentKiB, error = null) => ({ name, state, pid: 4000 + residentKiB % 97, port: 40_000, restarts: error ? 5 : 0, since: now - 42 * kMinute, residentKiB, error, nextStartAt: error ? now + 60_000 : null });
	const entity = (name, rowsLive, mode, state = 'ok', error = null) => ({ entity: name, state, error, rowsLive, changeSeq: rowsLive, lastBeginAt: now - 3_000, lastOkAt: now - (bad ? 200_000 : 2_000), lastSweepAt: now - 25 * kMinute, mode });

	return {
		now, scenario, tasks: list, outbox,
		session: null,
		users: [
			{ id: 'u1', username: 'admin', displayName: '管理员', language: 'zh', disabled: false, hasPassword: false, grants: [{ role: 'admin', branch: '*' }], version: 1, createdAt: now - 9 * kDay },
			{ id: 'u2', username: 'hejing', displayName: '何静', language: 'zh', disabled: false, hasPassword: true, grants: [{ role: 'callback_clerk', branch: '*' }], version: 1, createdAt: now - 8 * kDay },
			{ id: 'u3', username: 'mxshouhou', displayName: '马志远', language: 'zh', disabled: false, hasPassword: true, grants: [{ role: 'branch_manager', branch: 'MX' }, { role: 'dispatch_clerk', branch: 'MX' }], version: 1, createdAt: now - 8 * kDay },
			{ id: 'u4', username: 'lizhi', displayName: '李离职', language: 'zh', disabled: true, hasPassword: true, grants: [], version: 3, createdAt: now - 300 * kDay },
		],
		password: '', tokens: [],
		overview: {
			version: '0.1.0', startedAt: now - 42 * kMinute,
			processes: [
				process('front', 'ready', 18_432), process('sync', 'ready', 31_744), process('messenger', 'ready', 9_216),
				bad ? process('plugin:survey', 'quarantined', 0, message('worker.crashed', '插件进程异常退出', '10 分钟内退出 5 次，最后一次收到信号 11。', '请退回上一个版本，或联系插件的提供者。')) : process('plugin:survey', 'ready', 22_528),
			],
			erp: {
				links: [
					{ name: 'pull', state: bad ? 'away' : 'up', since: now - (bad ? 3 : 42) * kMinute, driver: 'libsqlite3odbc.so', error: bad ? away : null },
					{ name: 'push', state: bad ? 'away' : 'up', since: now - (bad ? 3 : 42) * kMinute, driver: 'libsqlite3odbc.so', error: bad ? away : null },
				],
				entities: [
					entity('work_order', 48_210, 'watermark'), entity('delivery', 61_944, 'watermark'), entity('sale', 75_102, 'watermark'),
					bad ? entity('part', 1_204, 'snapshot', 'paused', { code: 'erp.catalog_changed', class: 'configuration', message: '', params: {}, title: 'ERP 的表有变化', detail: '表 PJDA 少了列 PJGG。', remedy: '请核对映射后接受变化。' }) : entity('part', 1_204, 'snapshot'),
					entity('technician', 86, 'snapshot'), entity('branch', 5, 'snapshot'),
				],
				outbox: {},
			},
			developer: bad, parked: bad ? 1 : 0, store: { bytes: 148_897_792, epoch: 1 },
		},
		records: [
			{ type: 'callback_status', mode: 'on', mapped: true, table: 'PGD', columns: ['HFZT', 'CLZT', '反馈意见'], changedAt: now - kDay, changedBy: 'u1' },
			{ type: 'callback_result', mode: 'dry_run', mapped: true, table: 'EH_HFJG', columns: ['JLBH', 'DJH', 'NR'], changedAt: null, changedBy: 'mapping' },
		],
		mapping: {
			mapping: 1, name: { zh: '演示 ERP', en: 'Demo ERP' }, timeZone: 'Asia/Shanghai', pull: { secret: 'erp.pull', everySeconds: 2 }, push: { secret: 'erp.push' },
			entities: { work_order: { from: { table: 'PGD' }, key: ['GSBH', 'PGDH'], branch: { column: 'GSBH' }, fields: { number: { column: 'PGDH', trim: true }, service_type: { column: 'FWLX', codes: { '01': 'install', '02': 'repair' }, otherwise: 'refuse' }, status: { column: 'HFZT', own: true } }, changes: { mode: 'watermark', columns: ['XGSJ'], overlapSeconds: 120, sweepMinutes: 60 } } },
			records: { callback_status: { update: { table: 'PGD', key: { GSBH: '$branch', PGDH: '$order' } }, set: { HFZT: { value: '$status', codes: { called_back: '已回访' }, permit: ['', null, '未回访'] } }, mode: 'dry_run' } },
		},
		plugins: [{ id: 'survey', name: '回访', version: '0.1.0', enabled: true, state: bad ? 'quarantined' : 'ready', error: null, restarts: 0, since: now - 42 * kMinute, nextStartAt: null, reads: ['work_order', 'delivery', 'sale', 'branch'], writes: ['callback_status', 'callback_result'], origin: 'trusted', signer: '陕西工贸信息部', versions: ['0.0.8', '0.0.9', '0.1.0'], onTrial: false, trialEndsAt: null, returned: bad ? { version: '0.2.0', at: now - 26 * kMinute, error: message('worker.exited', '插件进程异常退出', '进程收到信号 6（SIGABRT）。', '请把版本号和时间告诉插件的提供方。') } : null }, { id: 'complaints', name: '投诉', version: '0.1.0', enabled: true, state: 'ready', error: null, restarts: 0, since: now - 42 * kMinute, nextStartAt: null, reads: ['work_order', 'delivery', 'sale'], writes: ['complaint_status', 'contact_sheet'], origin: bad ? 'unsigned' : 'folder', signer: '', versions: [], onTrial: bad, trialEndsAt: bad ? now + 42_000 : null, returned: null }],
		parked: bad ? [{ subscription: 'complaints.dissatisfied', position: 4711, businessKey: list[9].orderKey, type: 'survey.callback.recorded', state: 'parked', error: { code: 'store.constraint', class: 'permanent', message: '', params: {}, title: '数据不符合约束', detail: '同一单据已有联络单。', remedy: '请核对后重试或跳过。' }, attempts: 5, nextAttemptAt: null, occurredAt: now - 50 * kMinute }] : [],
		audit: Array.from({ length: 140 }, (_, index) => ({ position: 140 - index, occurredAt: now - index * 7 * kMinute, actor: index % 3 ? 'u2' : 'u1', branch: index % 3 ? 'MX' : '*', action: index % 3 ? 'survey.recordAttempt' : 'host.putSetting', subject: index % 3 ? list[index % list.length].number : 'host/go_live_date', detail: index % 3 ? { disposition: 'answered', level: 'satisfied' } : { value: '2026-11-01', effectiveFrom: '2026-11-01' }, correlation: `c-${index}` })),
		employees: Array.from({ length: 64 }, (_, index) => ({ key: `R${1000 + index}`, number: `R${1000 + index}`, name: ['王芳', '李静', '张伟', '赵强', '孙丽', '周敏', '吴磊', '郑洁'][index % 8], branch: ['MX', 'HZ'][index % 2], department: ['售后部', '仓储部', '财务部'][index % 3], position: ['回访员', '维修师傅', '配件员', '收银员'][index % 4], left: index % 16 === 15, account: index % 13 === 0 ? { id: 'u2', username: `r${1000 + index}`, disabled: index === 26 } : null })),
		secrets: [
			{ name: 'erp.pull', set: true, usable: true, setAt: now - 20 * kDay, by: '管理员', usedBy: [{ kind: 'erp', name: 'pull' }] },
			{ name: 'erp.push', set: true, usable: !bad, setAt: now - 20 * kDay, by: 'cli', usedBy: [{ kind: 'erp', name: 'push' }] },
			{ name: 'old.token', set: true, usable: true, setAt: now - 90 * kDay, by: '管理员', usedBy: [] },
			{ name: 'sms.token', set: false, usable: false, setAt: null, by: '', usedBy: [{ kind: 'channel', name: 'sms' }] },
			{ name: 'smtp.password', set: true, usable: true, setAt: null, by: '', usedBy: [{ kind: 'channel', name: 'email' }] },
		],
		settings: {
			host: [{ name: 'go_live_date', schema: { type: 'string' }, default: null, value: '2026-11-01', effectiveFrom: '2026-11-01', versions: [{ effectiveFrom: '2026-11-01', value: '2026-11-01', author: '管理员', changedAt: now - 20 * kDay }] }],
			survey: [
				{ name: 'rates', schema: { type: 'object' }, default: { sales_counter: 3000, logistics: 5000, on_site: 10000, carry_in: 5000 }, value: { sales_counter: 3000, logistics: 5000, on_site: 10000, carry_in: 5000 }, effectiveFrom: null, versions: [] },
				{ name: 'first_due_working_days', schema: { type: 'integer' }, default: 7, value: 7, effectiveFrom: null, versions: [] },
				{ name: 'attempts', schema: { type: 'integer' }, default: 3, value: 3, effectiveFrom: null, versions: [] },
				{ name: 'attempt_slots', schema: { type: 'array' }, default: ['09:30', '14:30', '17:00'], value: ['09:30', '14:30', '17:00'], effectiveFrom: null, versions: [] },
				{ name: 'lease_minutes', schema: { type: 'integer' }, default: 30, value: 30, effectiveFrom: null, versions: [] },
			],
		},
		written: new Map(),
	};
}

/** 95 % Wilson interval. */
export function wilson(good, n) {
	if (n === 0) return { numerator: good, denominator: n, value: null, low: null, high: null };
	const z = 1.959964;
	const p = good / n;
	const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
	const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
	return { numerator: good, denominator: n, value: p, low: middle - half, high: middle + half };
}

export function draws(date, now) {
	return kBranches.flatMap(([branchId], index) => ['logistics', 'carry_in'].map((stage, other) => ({ period: date, branchId, stage, productType: 'ac', kind: 'main', rate: 0.5, candidates: 7 + index, taken: Math.ceil((7 + index) / 2), carryBefore: 0, carryAfter: index % 2 ? -0.5 : 0, drawnAt: now - other * 1000 })));
}

export { isoDay, kBranches };
