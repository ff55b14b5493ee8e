// Map by example, as the sync process answers: a search that takes two looks, and a proposal of two entities.

const kTitle = (zh, en) => ({ zh, en });
const field = (name, zh, en, column, rest = {}) => ({ field: name, title: kTitle(zh, en), column, time: null, certainty: 'sure', why: 'name', personal: false, examples: [], ...rest });
const codes = (name, column, meanings, values) => ({ field: name, column, meanings, spec: { column, trim: true }, values: values.map(([code, count, meaning = '']) => ({ code, count, meaning })) });

const kProposal = () => ({
	kind: 'work_order', table: 'PGD', found: [{ table: 'PGD', column: 'PGDH' }, { table: 'SKD', column: 'PGDH' }], looked: { tables: 16, queries: 71, skipped: [] },
	notes: [{ code: 'discovery.no_branch', title: '没有区分分公司的列', detail: '表 PGD 的全部单据都算作分公司 01。', remedy: '如果多个分公司共用这套 ERP，请在下面指定分公司所在的列。' }],
	mapping: { mapping: 1, timeZone: 'Asia/Shanghai', entities: { work_order: { from: { table: 'PGD' }, key: ['PGDH'], branch: { value: '01' }, fields: { number: { column: 'PGDH', trim: true } }, changes: { mode: 'watermark', columns: ['XGSJ'] } }, customer: { from: { table: '客户资料' }, key: ['KHBH'], branch: { value: '*' }, fields: { number: { column: 'KHBH', trim: true } }, changes: { mode: 'snapshot' } } } },
	entities: [
		{
			entity: 'work_order', title: kTitle('工单', 'Work order'), table: 'PGD', changes: 'watermark',
			joins: [{ as: 't1', table: '客户资料', role: 'customer', on: [['KHBH', 'KHBH']], why: 'same_name', tried: 20, matched: 20 }],
			fields: [
				field('number', '工单号', 'Work order number', 'PGDH', { why: 'example', examples: ['AZ26111001', 'AZ26111002'] }), field('customer_name', '客户姓名', 'Customer name', 'KHMC', { why: 'example', personal: true, examples: ['张***'] }),
				field('customer_phone', '客户电话', 'Customer phone', 'LXDH', { why: 'example', personal: true, examples: ['1***'] }), field('completed_at', '完工时间', 'Completed at', 'WGRQ', { time: 'WGSJ', certainty: 'likely', examples: ['2026-11-20'] }),
				field('technician_phone', '师傅电话', 'Technician phone', 't1.SJ', { certainty: 'guess', why: 'link', personal: true }),
			],
			questions: [codes('service_type', 'FWLX', ['install', 'repair'], [['01', 28_110], ['02', 20_100]]), codes('status', 'DJZT', ['open', 'dispatched', 'done', 'cancelled'], [['2', 47_000, 'done'], ['1', 1_050], ['9', 160]])],
			missing: [{ field: 'service_type', title: kTitle('服务类型', 'Service type') }, { field: 'status', title: kTitle('工单状态', 'Status') }, { field: 'floor', title: kTitle('楼层', 'Floor') }, { field: 'branch', title: kTitle('分公司', 'Branch') }],
			columns: ['PGDH', 'GSBH', 'KHMC', 'LXDH', 'WGRQ', 'WGSJ', 'FWLX', 'DJZT', 'LC', 't1.SJ'].map((column) => ({ column, table: column.startsWith('t1') ? '客户资料' : 'PGD', type: 'char', size: 20 })),
		},
		{
			entity: 'customer', title: kTitle('客户', 'Customer'), table: '客户资料', changes: 'snapshot', joins: [], questions: [], missing: [],
			fields: [field('number', '客户编号', 'Customer number', 'KHBH', { examples: ['KH00000002'] })], columns: [{ column: 'KHBH', table: '客户资料', type: 'char', size: 12 }],
		},
	],
});

export function discoveryRoutes(data, { Problem, me }) {
	let looks = -1;
	const connection = { pull: { kind: 'sqlserver', server: '192.168.1.8', port: '1433', database: 'U8', user: 'erphost_read', driver: '' }, push: null, drivers: ['ODBC Driver 18 for SQL Server'], sources: [] };
	if (data.scenario !== 'good') connection.pull = null;
	else looks = 2;
	return [
		['GET', /^\/erp\/connection$/, () => (me(), connection)],
		['PUT', /^\/erp\/connection\/(pull|push)$/, ([side], body) => {
			if (body.password === 'wrong') throw new Problem(503, 'odbc.login', '登录 ERP 数据库失败', '账号或密码不正确。', '请与数据库管理员核对。');
			const { password, ...kept } = body;
			connection[side] = kept;
			return { product: 'Microsoft SQL Server', version: '15.0', driver: 'msodbcsql18' };
		}],
		['POST', /^\/erp\/discovery$/, (_, body) => { if (body.order === 'X') throw new Problem(404, 'discovery.order_not_found', 'ERP 里没有找到这张单据', '', '请与 ERP 界面逐字核对单号。'); looks = 0; return { state: 'running' }; }],
		['GET', /^\/erp\/discovery$/, () => {
			if (looks < 0) return { state: 'none', step: '', done: 0, total: 0, proposal: null, error: null };
			looks += 1;
			return looks < 3 ? { state: 'running', step: 'search', done: looks * 5, total: 16, proposal: null, error: null } : { state: 'done', step: 'fields', done: 0, total: 0, proposal: kProposal(), error: null };
		}],
		['DELETE', /^\/erp\/discovery$/, () => { looks = -1; }],
		['POST', /^\/erp\/discovery\/field$/, (_, body) => ({ spec: { column: body.column, trim: true }, values: [], meanings: [] })],
		['POST', /^\/erp\/discovery\/level$/, (_, body) => ({ mapping: { ...body.mapping, records: {}, level: body.level }, script: `-- 给数据库管理员\nCREATE LOGIN [erphost_read] WITH PASSWORD = '换成密码';\n${body.level === 'read' ? '' : 'CREATE TABLE [erphost_callback] (…);\n'}` })],
	];
}
