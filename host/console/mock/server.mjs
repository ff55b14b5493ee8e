// A server with the host's API, in memory: for `vite dev` without a host, and for the browser tests of the console alone.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draws, isoDay, kBranches, makeData } from './data.mjs';
import { surveyRoutes } from './survey.mjs';
import { discoveryRoutes } from './discovery.mjs';
import { doctorRoutes } from './doctor.mjs';
import { packageRoutes } from './packages.mjs';
import { messagingRoutes } from './messaging.mjs';
import { partsPersons, partsRoutes } from './parts.mjs';
import { feeRoutes } from './fees.mjs';
import { importRoutes } from './imports.mjs';
import { screenRoutes } from './screens.mjs';
import { complaintRoutes, complaintSettings, isPublic } from './complaints.mjs';

const kDist = fileURLToPath(new URL('../dist', import.meta.url));
const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
// The policy that front sends too: a page that needs more does not work there either.
const kPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
const kLeaseMs = 30 * 60_000;
const kPushMs = 900;

class Problem extends Error {
	constructor(status, code, title, detail = '', remedy = '', errors = []) {
		super(title);
		this.document = { type: `https://erphost.invalid/problems/${code}`, status, code, title, detail, remedy, errors, correlation: 'mock-correlation' };
	}
}

function page(rows, query) {
	const limit = Math.min(200, Number(query.get('limit') ?? 50));
	const start = Number(query.get('cursor') ?? 0);
	return { items: rows.slice(start, start + limit), next: start + limit < rows.length ? String(start + limit) : null, total: rows.length };
}
function sorted(rows, query) {
	const sort = query.get('sort');
	if (!sort) return rows;
	const field = sort.replace(/^-/, '');
	return [...rows].sort((a, b) => (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0) * (sort.startsWith('-') ? -1 : 1));
}

/** What the ERP holds of an order: our columns appear a moment after the answer. */
function erpRow(data, entity, key) {
	const task = data.tasks.find((candidate) => candidate.orderKey === key);
	if (!task) throw new Problem(404, 'erp.row_not_found', 'ERP 里没有这张单据', key, '请检查单号。');
	const written = data.written.get(key);
	const there = written && Date.now() - written.at > kPushMs;
	const own = (name, value, field) => ({ name, type: 'TEXT', value: there ? value : null, field, writtenByUs: Boolean(there), pending: written && !there ? { value, state: 'waiting', since: written.at } : null });
	const plain = (name, type, value, field = null) => ({ name, type, value, field, writtenByUs: false, pending: null });
	const outbox = data.outbox.filter((record) => record.key === key);
	if (written) {
		outbox.unshift({ id: `push-${key}`, type: 'callback_status', branch: task.branchId, key, state: there ? 'confirmed' : 'waiting', version: 1, attempts: 1, error: null, createdAt: written.at, updatedAt: there ? written.at + kPushMs : written.at, confirmedAt: there ? written.at + kPushMs : null });
	}
	return {
		entity, key, table: 'PGD', outbox,
		columns: [
			plain('GSBH', 'CHAR(4)', `${task.branchId}  `, 'branch'), plain('PGDH', 'CHAR(16)', `${task.orderNumber.padEnd(16)}`, 'number'),
			plain('FWLX', 'CHAR(2)', task.serviceType === 'repair' ? '02' : '01', 'service_type'), plain('KHMC', 'VARCHAR(40)', task.customerName, 'customer_name'),
			plain('KHDH', 'VARCHAR(20)', task.phone, 'customer_phone'), plain('SPXH', 'VARCHAR(40)', `${task.brand} ${task.model}`, 'model'),
			plain('WGRQ', 'CHAR(8)', isoDay(task.completedAt).replaceAll('-', ''), 'completed_at'), plain('WGSJ', 'CHAR(6)', '153000', 'completed_at'), plain('HJJE', 'DECIMAL(18,2)', '0.00', 'total'), plain('BZ', 'VARCHAR(200)', null),
			own('HFZT', '已回访', 'callback_status'), own('DDZT', written?.bad ? '已通知售后' : '已完成', 'order_status'), own('FKYJ', written?.words || '', 'feedback'),
		],
	};
}

export function makeMock(options = {}) {
	// Otherwise a test waits for every page in vain before it fails.
	if (!existsSync(join(kDist, 'index.html')) && !options.pagesElsewhere) throw new Error('The console is not built: installer/lib/build-console');
	const data = makeData(options);
	let clock = 0;
	const answers = new Map();
	const findings = { fits: true, mistakes: [], findings: [{ level: 'warning', code: 'erp.check.clock_skew', params: { entity: 'work_order' }, title: 'ERP 服务器的时钟慢 4 秒', detail: '', remedy: '建议对时；重读范围 120 秒已覆盖。' }], entities: [{ entity: 'work_order', rows: 48_210, sample: [{ number: 'AZ26111001', service_type: 'install', customer_name: '张建国' }] }] };
	const me = () => {
		if (!data.session) throw new Problem(401, 'auth.required', '请先登录', '', '请登录。');
		return data.session;
	};
	const taskById = (id) => {
		const task = data.tasks.find((candidate) => candidate.id === id);
		if (!task) throw new Problem(404, 'survey.task_not_found', '没有这个回访任务', id, '请回到列表。');
		return task;
	};
	const detail = (task) => ({
		...task, siblings: data.tasks.filter((other) => other !== task && other.phone === task.phone && other.state === 'open'), attemptsAllowed: 3,
		explanation: task.stage === 'on_site' ? null : { period: isoDay(task.completedAt), rate: 0.5, candidates: 13, taken: 7, topUp: false },
	});
	const take = (task) => {
		if (task.lease && task.lease.userId !== me().user.id && task.lease.until > Date.now()) throw new Problem(409, 'survey.leased', '这一单正由别人回访', `${task.lease.userName} 正在回访 ${task.number}。`, '请取下一个任务，或稍后再看。');
		task.lease = { userId: me().user.id, userName: me().user.displayName, until: Date.now() + kLeaseMs };
		return detail(task);
	};
	const session = (set) => {
		const user = data.users[0];
		data.session = { user: { id: user.id, username: user.username, displayName: user.displayName, language: user.language, mustSetPassword: set }, grants: user.grants, developer: Boolean(data.overview.developer), csrf: 'mock-csrf' };
		return data.session;
	};

	function filteredTasks(query) {
		const today = isoDay(Date.now());
		const search = query.get('search');
		const due = query.get('due');
		return sorted(data.tasks.filter((task) => ['state', 'stage'].every((name) => !query.get(name) || task[name] === query.get(name))
			&& (!query.get('branch') || task.branchId === query.get('branch')) && (!query.get('product') || task.productType === query.get('product'))
			&& (!due || due === 'all' || (due === 'overdue' ? task.overdue : task.dueOn === today))
			&& (!search || [task.number, task.orderNumber, task.customerName, task.phone].some((text) => text.includes(search)))), query.get('sort') ? query : new URLSearchParams('sort=dueOn'));
	}
	const outboxCounts = () => data.outbox.reduce((counts, record) => ({ ...counts, [record.state]: (counts[record.state] ?? 0) + 1 }), {});
	const entityLines = () => data.overview.erp.entities.map((one) => ({ entity: one.entity, state: one.state, error: one.error, rows: one.rowsLive, beginAt: one.lastBeginAt, okAt: one.lastOkAt, sweepAt: one.lastSweepAt, mode: one.mode, sentence: `正常，共 ${one.rowsLive} 条。`, reconcile: one.compared ?? null }));
	const plugin = (id, change) => Object.assign(data.plugins.find((candidate) => candidate.id === id), change) && undefined;
	const recordById = (id) => data.outbox.find((record) => record.id === id);

	data.settings.complaints = complaintSettings();
	const routes = [
		...surveyRoutes({ data, me, page, Problem, taskById, detail: (task) => detail(task) }),
		...complaintRoutes(data, { Problem, page, sorted, me }),
		...partsRoutes(data, { Problem, page, sorted, me }, kBranches),
		...feeRoutes(data, { Problem, page, me }),
		...importRoutes(data, { Problem, page, me }),
		...screenRoutes(data, { Problem, page }, kBranches),
		...doctorRoutes(me),
		...packageRoutes(data, { Problem, me }),
		...discoveryRoutes(data, { Problem, me }),
		...messagingRoutes(data, { Problem, page, me }, data.scenario !== 'good'),
		['POST', /^\/session$/, (_, body) => { if (body.link ? body.link !== 'good-link' : body.username !== 'admin' || !data.password || body.password !== data.password) throw new Problem(401, body.link ? 'auth.link_spent' : 'auth.bad_credentials', body.link ? '登录链接已失效' : '用户名或密码不正确', '', '请检查后重试。'); return session(Boolean(body.link)); }],
		['GET', /^\/session$/, () => me()],
		['DELETE', /^\/session$/, () => { data.session = null; }],
		['PATCH', /^\/session$/, (_, body) => { me().user.language = body.language; }],
		['POST', /^\/session\/password$/, (_, body) => { if (body.new.length < 8) throw new Problem(422, 'auth.password_weak', '密码太简单', '', '', [{ pointer: '/new', code: 'field.too_short', detail: '至少 8 个字符' }]); data.password = body.new; me().user.mustSetPassword = false; }],
		['GET', /^\/overview$/, () => ({ ...data.overview, messaging: data.messaging(), erp: { ...data.overview.erp, outbox: outboxCounts() } })],
		['GET', /^\/plugins$/, () => data.plugins],
		['POST', /^\/plugins\/([^/]+)\/(enable|disable|restart)$/, ([id, action]) => plugin(id, { enabled: action !== 'disable', state: action === 'disable' ? 'disabled' : 'ready' })],
		['GET', /^\/journal\/parked$/, (_, __, query) => page(data.parked, query)],
		['POST', /^\/journal\/parked\/([^/]+)\/(\d+)\/(retry|skip)$/, ([, position]) => { data.parked = data.parked.filter((event) => event.position !== Number(position)); }],
		['GET', /^\/users$/, (_, __, query) => page(sorted(data.users.filter((user) => (!query.get('search') || (user.username + user.displayName).includes(query.get('search'))) && (!query.get('role') || user.grants.some((grant) => grant.role === query.get('role')))), query), query)],
		['POST', /^\/users$/, (_, body) => { const user = { id: `u${data.users.length + 1}`, disabled: false, hasPassword: false, version: 1, createdAt: Date.now(), ...body }; data.users.push(user); return { ...user, link: 'good-link' }; }],
		['GET', /^\/users\/([^/]+)$/, ([id]) => { const user = data.users.find((one) => one.id === id); return { $etag: `"${user.version}"`, ...user }; }],
		['PATCH', /^\/users\/([^/]+)$/, ([id], body) => { const user = data.users.find((one) => one.id === id); Object.assign(user, body); user.version += 1; return user; }],
		['POST', /^\/users\/([^/]+)\/reset$/, () => ({ link: 'good-link' })],
		['GET', /^\/employees$/, (_, __, query) => page(data.employees.filter((one) => (!query.get('search') || `${one.number}${one.name}${one.department}${one.position}`.includes(query.get('search'))) && (query.get('withoutAccount') !== 'true' || (!one.account && !one.left))), query)],
		['POST', /^\/employees\/accounts$/, (_, body) => {
			const accounts = body.employees.map((key) => {
				const one = data.employees.find((person) => person.key === key);
				const user = { id: `u${data.users.length + 1}`, username: one.number.toLowerCase(), displayName: one.name, language: 'zh', disabled: false, hasPassword: false, version: 1, createdAt: Date.now(), grants: [{ role: body.role, branch: body.everyBranch ? '*' : one.branch }] };
				data.users.push(user);
				one.account = { id: user.id, username: user.username, disabled: false };
				return { id: user.id, username: user.username, displayName: user.displayName };
			});
			return { accounts, linksUntil: Date.now() + 3 * 86_400_000, links: Object.fromEntries(accounts.map(({ id }) => [id, `good-link-${id}`])) };
		}],
		['GET', /^\/tokens$/, () => data.tokens],
		['POST', /^\/tokens$/, (_, body) => { const token = { id: `t${data.tokens.length}`, name: body.name, createdAt: Date.now(), expiresAt: Date.now() + 90 * 86_400_000, lastUsedAt: null }; data.tokens.push(token); return { ...token, token: 'eh_mock_token' }; }],
		['DELETE', /^\/tokens\/([^/]+)$/, ([id]) => { data.tokens = data.tokens.filter((token) => token.id !== id); }],
		['GET', /^\/audit$/, (_, __, query) => page(sorted(data.audit.filter((row) => ['actor', 'action', 'subject'].every((name) => !query.get(name) || row[name].includes(query.get(name)))), query), query)],
		['GET', /^\/secrets$/, () => ({ items: data.secrets, next: null, total: data.secrets.length })],
		['PUT', /^\/secrets\/([^/]+)$/, ([name]) => { let one = data.secrets.find((secret) => secret.name === name); if (!one) data.secrets.push(one = { name, usedBy: [] }); Object.assign(one, { set: true, usable: true, setAt: Date.now(), by: '管理员' }); }],
		['DELETE', /^\/secrets\/([^/]+)$/, ([name]) => { const one = data.secrets.find((secret) => secret.name === name); Object.assign(one, { set: false, usable: false, setAt: null, by: '' }); data.secrets = data.secrets.filter((secret) => secret.set || secret.usedBy.length); }],
		['GET', /^\/settings\/([^/]+)$/, ([scope]) => ({ items: data.settings[scope] ?? [], next: null, total: null })],
		['PUT', /^\/settings\/([^/]+)\/([^/]+)$/, ([scope, name], body) => { const setting = data.settings[scope].find((one) => one.name === name); setting.versions.push({ effectiveFrom: body.effectiveFrom, value: body.value, author: '管理员', changedAt: Date.now() }); if (body.effectiveFrom <= isoDay(Date.now())) Object.assign(setting, { value: body.value, effectiveFrom: body.effectiveFrom }); return setting; }],
		['GET', /^\/erp\/status$/, () => ({ ...data.overview.erp, entities: entityLines(), outbox: { ...outboxCounts(), types: Object.entries(outboxCounts()).map(([state, count]) => ({ type: 'callback_status', state, count })) } })],
		['GET', /^\/erp\/entities$/, () => ({ items: entityLines(), next: null })],
		['POST', /^\/erp\/entities\/([^/]+)\/reconcile$/, ([name], body) => {
			const compared = { at: Date.now(), equal: !!body.repair, missing: body.repair ? 0 : 2, different: body.repair ? 0 : 1, extra: 0, proposal: body.repair ? 'none' : 'repair' };
			Object.assign(data.overview.erp.entities.find((one) => one.entity === name), { compared });
		}],
		['POST', /^\/erp\/entities\/([^/]+)\/(pull|sweep|accept)$/, ([name]) => { Object.assign(data.overview.erp.entities.find((one) => one.entity === name), { state: 'ok', error: null, lastOkAt: Date.now() }); }],
		['GET', /^\/erp\/records$/, () => ({ items: data.records, next: null })],
		['PUT', /^\/erp\/records\/([^/]+)\/mode$/, ([type], body) => Object.assign(data.records.find((one) => one.type === type), { mode: body.mode, changedAt: Date.now(), changedBy: 'admin' })],
		['GET', /^\/erp\/outbox$/, (_, __, query) => page(sorted(data.outbox.filter((record) => ['state', 'type'].every((name) => !query.get(name) || record[name] === query.get(name)) && record.key.includes(query.get('key') ?? '')), query), query)],
		['GET', /^\/erp\/outbox\/([^/]+)$/, ([id]) => ({ $etag: '"1"', ...recordById(id) })],
		['GET', /^\/erp\/outbox\/([^/]+)\/preview$/, () => ({ table: 'PGD', columns: [{ column: 'HFZT', present: null, value: '已回访', action: 'write' }, { column: 'FKYJ', present: '尽快', value: '尽快；空调不制冷，师傅没有试机', action: 'write' }] })],
		['POST', /^\/erp\/outbox\/([^/]+)\/replay$/, ([id]) => { Object.assign(recordById(id), { state: 'waiting', error: null }); }],
		['POST', /^\/erp\/outbox\/([^/]+)\/drop$/, ([id], body) => { Object.assign(recordById(id), { state: 'dropped', reason: body.reason }); }],
		['PUT', /^\/erp\/outbox\/([^/]+)\/payload$/, ([id], body) => Object.assign(recordById(id), { payload: body, state: 'waiting', error: null })],
		['GET', /^\/erp\/check$/, () => findings],
		['GET', /^\/erp\/mapping$/, () => ({ $etag: '"1"', ...data.mapping })],
		['POST', /^\/erp\/mapping\/check$/, () => findings],
		['PUT', /^\/erp\/mapping$/, (_, body) => { data.mapping = body; return body; }],
		['GET', /^\/erp\/rows\/([^/]+)$/, ([entity], __, query) => (entity === 'branch' ? { items: kBranches.map(([key, name]) => ({ key, branch: key, deleted: false, fields: { code: key, name } })), next: null, total: 5 } : ['technician', 'employee', 'provider'].includes(entity) ? page(partsPersons(data, entity, query.get('search') ?? ''), query) : page(data.tasks.filter((task) => task.kind === entity && [task.orderNumber, task.customerName, task.phone].some((text) => text.includes(query.get('search') ?? ''))).map((task) => ({ key: task.orderKey, branch: task.branchId, deleted: false, fields: { number: task.orderNumber, customer_name: task.customerName, customer_phone: task.phone, brand: task.brand, model: task.model } })), query))],
		['GET', /^\/erp\/rows\/([^/]+)\/([^/]+)$/, ([entity, key]) => erpRow(data, entity, key)],
		['GET', /^\/survey\/tasks$/, (_, __, query) => page(filteredTasks(query), query)],
		['POST', /^\/survey\/tasks\/next$/, (_, body) => { const next = filteredTasks(new URLSearchParams({ state: 'open', ...body })).find((task) => !task.lease && !task.plannedAt); return next ? take(next) : undefined; }],
		['GET', /^\/survey\/tasks\/([^/]+)$/, ([id]) => { const task = taskById(id); return { $etag: `"${task.version}"`, ...detail(task) }; }],
		['POST', /^\/survey\/tasks\/([^/]+)\/lease$/, ([id]) => take(taskById(id))],
		['DELETE', /^\/survey\/tasks\/([^/]+)\/lease$/, ([id]) => { taskById(id).lease = null; }],
		['GET', /^\/survey\/counters$/, () => { const open = data.tasks.filter((task) => task.state === 'open'); return { open: open.length, dueToday: open.filter((task) => task.dueOn === isoDay(Date.now())).length, overdue: open.filter((task) => task.overdue).length, planned: open.filter((task) => task.plannedAt).length, leasedByMe: open.filter((task) => task.lease?.userId === data.session?.user.id).length, afterSales: data.tasks.filter((task) => task.state === 'after_sales').length, doneToday: data.tasks.filter((task) => task.state === 'done').length }; }],
		['GET', /^\/survey\/draws$/, (_, __, query) => ({ items: draws(query.get('date'), data.now), next: null, total: null })],
	];

	async function answer(request, url) {
		const path = url.pathname.slice('/api/v1'.length);
		if (request.method !== 'GET' && data.session && path !== '/session' && !isPublic(path) && request.headers['x-csrf-token'] !== 'mock-csrf') throw new Problem(403, 'auth.csrf', '页面已过期');
		const key = request.headers['idempotency-key'];
		if (request.method === 'POST' && !key) throw new Problem(428, 'request.key_required', '缺少防重复编号');
		if (key && answers.has(key)) return answers.get(key);
		if (!isPublic(path) && (path !== '/session' || request.method !== 'POST')) me();
		let text = '';
		for await (const chunk of request) text += chunk;
		const body = text ? JSON.parse(text) : {};
		for (const [method, pattern, handle] of routes) {
			const match = method === request.method ? pattern.exec(path) : null;
			if (!match) continue;
			const result = handle(match.slice(1).map(decodeURIComponent), body, url.searchParams, request);
			if (key) answers.set(key, result);
			clock += 1;
			return result;
		}
		throw new Problem(404, 'route.not_found', '没有这个地址', `${request.method} ${path}`);
	}

	const server = createServer(async (request, response) => {
		const url = new URL(request.url, 'http://localhost');
		if (!url.pathname.startsWith('/api/')) return file(url.pathname, response);
		try {
			const result = await answer(request, url);
			if (result?.$bytes) {
				response.writeHead(200, { 'Content-Type': result.$type });
				return response.end(result.$bytes);
			}
			const { $etag, ...rest } = result && !Array.isArray(result) ? result : {};
			response.writeHead(result === undefined ? 204 : 200, { 'Content-Type': 'application/json', ...($etag ? { ETag: $etag } : {}) });
			response.end(result === undefined ? undefined : JSON.stringify(Array.isArray(result) ? result : rest));
		} catch (error) {
			const document = error.document ?? { status: 500, code: 'server.internal', title: error.message };
			response.writeHead(document.status, { 'Content-Type': 'application/problem+json' });
			response.end(JSON.stringify(document));
		}
	});

	return {
		data,
		requests: () => clock,
		listen: (port = 0) => new Promise((done) => server.listen(port, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`))),
		close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
		/** As after a sign-in with a set password. */
		signIn: () => session(false),
	};
}

function file(path, response) {
	const wanted = normalize(join(kDist, path));
	const found = wanted.startsWith(kDist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(kDist, /^\/(s|order|prices)(\/|$)/.test(path) ? 'public.html' : 'index.html');
	response.writeHead(200, { 'Content-Type': kTypes[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': kPolicy });
	createReadStream(found).pipe(response);
}
