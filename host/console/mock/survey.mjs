// The survey plugin's API beyond tasks and counters, in memory (plugins/survey/docs).

import { isoDay } from './data.mjs';
import { branchFigures, figures, makeOffice, pareto, trend } from './surveyOffice.mjs';
import { makeScripts } from './surveyScript.mjs';

const kDay = 86_400_000;
const has = (query, row, names) => names.every((name) => !query.get(name) || String(row[name]) === query.get(name));

/** Routes of the mock server; they come before its own. `detail` and `taskById` are the server's. */
export function surveyRoutes({ data, me, page, Problem, taskById, detail }) {
	data.office ??= makeOffice(data.now, data.tasks);
	const { office } = data;
	const scripts = makeScripts(data.now);
	const sheets = [];
	const stale = (request, version, code) => {
		if (request.headers['if-match'] !== `"${version}"`) throw new Problem(412, code, '内容已被别人修改', '', '请核对后重新保存。');
	};
	const invalid = (pointer, message) => new Problem(422, 'request.invalid', '填写的内容有误', '', '请按说明修改。', [{ pointer, code: 'field.required', detail: message }]);
	const isBad = (level) => ['dissatisfied', 'very_dissatisfied'].includes(level);
	const round = (task, number) => task.rounds.find((one) => one.round === number);
	const planOf = (id) => office.plans.find((one) => one.id === id);
	const monthOf = (name) => office.months.find((one) => one.month === name) ?? { ...office.months[0], month: name, state: 'open', proposed: false };

	function keepAnswers(task, attempt, body) {
		if (!body.answers) return;
		const content = scripts.all[body.questionnaire.id].content;
		for (const [id, given] of Object.entries(body.answers)) {
			if (given.value === undefined && !given.invalid && scripts.classOf(given.said ?? '') === null) throw new Problem(422, 'survey.answers.phrase', '这个说法不在词表里', given.said, '请再问一遍客户。', [{ pointer: `/answers/${id}`, code: 'survey.answers.phrase', detail: given.said }]);
		}
		sheets.push({ taskId: task.id, round: task.round, attempt, revision: 1, questionnaire: content.id, version: body.questionnaire.version, channel: body.channel ?? 'phone', author: { id: 'u1', name: me().user.displayName }, at: Date.now(), reason: null, answers: Object.entries(body.answers).map(([question, given]) => ({ question, text: content.questions.find((one) => one.id === question).text, kind: content.questions.find((one) => one.id === question).kind, value: given.value ?? null, said: given.said ?? '', class: given.invalid ? 'invalid' : ['yes', 'no', 'average'].includes(given.value) ? given.value : scripts.classOf(given.said ?? ''), invalidReason: given.invalid ?? null, invalidText: null, indicator: null })) });
	}
	function settle(task, body) {
		if (body.disposition === 'answered') {
			task.level = body.level;
			task.state = isBad(body.level) ? 'after_sales' : 'done';
			data.written.set(task.orderKey, { at: Date.now(), bad: isBad(body.level), words: body.words ?? '' });
		} else {
			task.plannedAt = body.plannedAt ?? Date.now() + 3_600_000;
		}
		task.consequences = consequences(task, body.level);
	}
	function consequences(task, level) {
		if (!level) return [];
		return isBad(level)
			? [{ what: 'callback_status', key: task.orderKey, value: 'called_back' }, { what: 'handling_status', key: task.orderKey, value: 'after_sales_notified' }, { what: 'contact_sheet', key: task.id, value: true }, { what: 'figure', key: 'satisfaction', value: 'no' }]
			: [{ what: 'callback_status', key: task.orderKey, value: 'called_back' }, { what: 'handling_status', key: task.orderKey, value: 'completed' }, { what: 'figure', key: 'satisfaction', value: 'yes' }];
	}
	function attempt([id], body, _, request) {
		const task = taskById(id);
		stale(request, task.version, 'survey.task.stale');
		if (isBad(body.level) && !body.words) throw invalid('/words', '不满意时必须填写客户原话');
		keepAnswers(task, task.attempts + 1, body);
		task.attempts += body.disposition === 'not_finished' ? 0 : 1;
		const list = task.rounds.at(-1).attempts;
		list.push({ attempt: list.length + 1, at: body.calledAt ?? Date.now(), recordedAt: Date.now(), clerkName: me().user.displayName, channel: body.channel ?? 'phone', disposition: body.disposition, level: body.level ?? null, words: body.words ?? '', plannedAt: body.plannedAt ?? null, questionnaire: body.questionnaire ?? null, corrected: false, corrects: null, reason: null, onsite: null });
		task.version += 1;
		task.lease = null;
		settle(task, body);
		return detail(task);
	}
	function correction([id], body, _, request) {
		const task = taskById(id);
		stale(request, task.version, 'survey.task.stale');
		const { attempts } = round(task, body.round);
		const old = attempts.find((one) => one.attempt === body.attempt);
		old.corrected = true;
		attempts.push({ ...old, ...body.correction, level: body.correction.level ?? null, attempt: attempts.length + 1, corrected: false, corrects: old.attempt, reason: body.reason, clerkName: me().user.displayName });
		task.version += 1;
		settle(task, body.correction);
		return detail(task);
	}
	const order = (task) => ({ branchId: task.branchId, branchName: task.branchName, orderKey: task.orderKey, orderNumber: task.orderNumber, status: '已派工', productType: task.productType, serviceType: task.serviceType, brand: task.brand, model: task.model, customerName: task.customerName, phone: task.phone, phone2: '', address: task.address, technicianName: task.technicianName, providerName: '诚信制冷服务部', completedAt: task.attempts ? task.completedAt : null, task: { id: task.id, number: task.number, state: task.state, version: task.version } });
	function onsite(_, body) {
		const task = data.tasks.find((one) => one.orderKey === body.orderKey);
		const { orderKey, branchId, version, checks, callerNumber, courtesy, conduct, ...answer } = body;
		if (version !== task.version) throw new Problem(409, 'survey.task.stale', '这一单刚被别人记录', task.number, '请重新查找。');
		keepAnswers(task, task.attempts + 1, { ...answer, channel: 'on_site' });
		task.attempts += 1;
		task.version += 1;
		task.rounds.at(-1).attempts.push({ attempt: task.attempts, at: Date.now(), clerkName: me().user.displayName, channel: 'on_site', disposition: body.disposition, level: body.level ?? null, words: body.words ?? '', plannedAt: null, onsite: { callerNumber, callerIsCustomer: callerNumber === task.phone, checks, courtesy, conduct } });
		settle(task, answer);
		return detail(task);
	}
	/** Calls that clerks took before the test or the visitor came, and those recorded since. */
	const earlier = data.tasks.filter((task) => task.kind === 'work_order').slice(20, 26).map((task, index) => ({ taskId: task.id, number: task.number, orderNumber: task.orderNumber, branchId: task.branchId, branchName: task.branchName, brand: task.brand, model: task.model, technicianName: task.technicianName, at: data.now - (index * 37 + 4) * 60_000, clerkName: index % 2 ? '周敏' : '何静', disposition: index === 4 ? 'refused' : 'answered', level: ['very_satisfied', 'satisfied', 'dissatisfied', 'very_satisfied', null, 'satisfied'][index], mismatch: index === 2, courtesy: index !== 3 }));
	function deskDay(branch) {
		const fresh = data.tasks.flatMap((task) => task.rounds.flatMap((one) => one.attempts.filter((each) => each.onsite && !each.corrected && data.now - each.at < kDay / 2).map((each) => ({ taskId: task.id, number: task.number, orderNumber: task.orderNumber, branchId: task.branchId, branchName: task.branchName, brand: task.brand, model: task.model, technicianName: task.technicianName, at: each.at, clerkName: each.clerkName, disposition: each.disposition, level: each.level, mismatch: Object.values(each.onsite.checks).some((check) => check.result === 'mismatch'), courtesy: each.onsite.courtesy }))));
		const items = [...fresh, ...earlier].filter((one) => !branch || one.branchId === branch).sort((a, b) => b.at - a.at);
		const count = (test) => items.filter(test).length;
		return { date: isoDay(Date.now()), total: items.length, mismatches: count((one) => one.mismatch), notContent: count((one) => isBad(one.level)), withoutCourtesy: count((one) => !one.courtesy), items: items.slice(0, 50) };
	}
	function day(_, __, query) {
		const open = data.tasks.filter((task) => task.state === 'open' && (!query.get('branch') || task.branchId === query.get('branch')));
		const groups = new Map();
		for (const task of open) {
			const key = [task.branchId, task.productType, task.serviceType, task.stage].join();
			const group = groups.get(key) ?? { branchId: task.branchId, branchName: task.branchName, productType: task.productType, serviceType: task.serviceType, stage: task.stage, due: 0, overdue: 0, possible: 0 };
			group.due += 1;
			group.overdue += task.overdue ? 1 : 0;
			group.possible = Math.ceil(group.due * 0.7);
			groups.set(key, group);
		}
		const possible = Math.min(open.length, 120);
		return { date: isoDay(Date.now()), due: open.length, overdue: open.filter((task) => task.overdue).length, possible, stay: open.length - possible, willBeOverdue: Math.min(8, open.length - possible), clerks: [{ name: '何静', minutes: 480 }, { name: '周敏', minutes: 480 }], handlingMinutes: 8, callHours: { from: '08:45', to: '21:00', now: true, evening: false, policy: 'warn' }, groups: [...groups.values()].sort((a, b) => (a.branchId + a.productType < b.branchId + b.productType ? -1 : 1)) };
	}
	function roster(_, __, query) {
		const days = [];
		for (let at = Date.parse(query.get('from')); at <= Date.parse(query.get('to')); at += kDay) {
			const date = new Date(at).toISOString().slice(0, 10);
			days.push(office.roster.get(date) ?? { date, entries: at % (3 * kDay) ? [{ person: '何静', from: '08:45', to: '18:00' }, { person: '周敏', from: '12:00', to: '21:00' }] : [], sales: 60 + (at / kDay) % 40, proposed: 2, evening: at % (3 * kDay) ? 1 : 0, version: 0 });
		}
		return { items: days };
	}
	const change = (row, more, version = row.version + 1) => Object.assign(row, more, { version });

	return [
		['GET', /^\/survey\/day$/, day],
		['GET', /^\/survey\/tasks\/([^/]+)\/questionnaire$/, ([id], _, query) => { const task = taskById(id); return { questionnaire: scripts.withVersion(scripts.applicable(task.stage)), facts: { stage: task.stage, product_type: task.productType, channel: query.get('channel'), round: task.round } }; }],
		['GET', /^\/survey\/tasks\/([^/]+)\/answers$/, ([id]) => ({ items: sheets.filter((sheet) => sheet.taskId === id) })],
		['POST', /^\/survey\/tasks\/([^/]+)\/answers\/check$/, (_, body) => ({ visible: Object.keys(body.answers), classes: Object.fromEntries(Object.entries(body.answers).map(([id, given]) => [id, { class: given.value ?? scripts.classOf(given.said ?? ''), invalidReason: null }])), problems: Object.entries(body.answers).filter(([, given]) => given.value === undefined && !given.invalid && scripts.classOf(given.said ?? '') === null).map(([id]) => ({ pointer: `/answers/${id}`, code: 'survey.answers.phrase', params: {} })), violations: [], findings: [] })],
		['POST', /^\/survey\/tasks\/([^/]+)\/attempts$/, attempt],
		['POST', /^\/survey\/tasks\/([^/]+)\/corrections\/preview$/, ([id], body) => { const task = taskById(id); return { reversed: consequences(task, round(task, body.round).attempts.find((one) => one.attempt === body.attempt).level), made: consequences(task, body.correction.level), version: task.version }; }],
		['POST', /^\/survey\/tasks\/([^/]+)\/corrections$/, correction],
		['GET', /^\/survey\/onsite\/orders$/, (_, __, query) => ({ items: data.tasks.filter((task) => task.kind === 'work_order' && task.phone.endsWith(query.get('last4')) && (!query.get('branch') || task.branchId === query.get('branch'))).map(order) })],
		['GET', /^\/survey\/onsite\/calls$/, (_, __, query) => deskDay(query.get('branch'))],
		['POST', /^\/survey\/onsite\/calls$/, onsite],
		['GET', /^\/survey\/fines$/, (_, __, query) => page(office.fines.filter((row) => has(query, { ...row, branch: row.branchId }, ['state', 'offence', 'branch'])), query)],
		['GET', /^\/survey\/passed-on$/, (_, __, query) => page(office.passedOn.filter((row) => has(query, { branch: row.branchId }, ['branch'])), query)],
		['GET', /^\/survey\/indicators$/, (_, __, query) => figures(query, data)],
		['GET', /^\/survey\/indicators\/names$/, () => ({ items: ['satisfaction', 'punctual', 'attitude', 'test_run', 'belt', 'cleaned', 'first_visit_fix'].map((indicator, index) => ({ indicator, answered: 654 - index * 50 })) })],
		['GET', /^\/survey\/indicators\/trend$/, (_, __, query) => trend(query)],
		['GET', /^\/survey\/indicators\/pareto$/, (_, __, query) => pareto(query.get('month'))],
		['GET', /^\/survey\/assessments$/, (_, __, query) => ({ ...page(office.assessments.filter((row) => has(query, { ...row, branch: row.branchId }, ['kind', 'state', 'branch']) && (row.taskNumber + row.orderNumber).includes(query.get('search') ?? '')), query), bonusFen: 8000 })],
		['PUT', /^\/survey\/assessments\/([^/]+)$/, ([id], body) => change(office.assessments.find((row) => row.taskId === id), { ...body, state: 'examined', examinedBy: me().user.displayName, examinedAt: Date.now() })],
		['GET', /^\/survey\/months$/, (_, __, query) => page(office.months, query)],
		['GET', /^\/survey\/months\/([^/]+)$/, ([name]) => ({ $etag: `"${monthOf(name).version}"`, ...monthOf(name), branches: branchFigures() })],
		['GET', /^\/survey\/months\/([^/]+)\/amendments$/, ([name], _, query) => page(monthOf(name).state === 'signed' ? office.amendments.filter((row) => has(query, { branch: row.branchId }, ['branch'])) : [], query)],
		['POST', /^\/survey\/months\/([^/]+)\/compute$/, ([name], _, __, request) => { stale(request, monthOf(name).version, 'survey.month.stale'); return change(monthOf(name), { state: 'computed', computedAt: Date.now(), computedBy: me().user.displayName }); }],
		['POST', /^\/survey\/months\/([^/]+)\/sign$/, ([name], body, _, request) => { stale(request, monthOf(name).version, 'survey.month.stale'); return { ...change(monthOf(name), { state: 'signed', signedAt: Date.now(), signedBy: me().user.displayName, remark: body.remark ?? '' }), plansMade: 1 }; }],
		['GET', /^\/survey\/plans\/report$/, (_, __, query) => ({ month: query.get('month'), target: 0.95, branches: branchFigures().map((row) => ({ branchId: row.key, branchName: row.name, rate: row.rate, reached: row.few ? null : !row.belowTarget, plan: office.plans.find((one) => one.branchId === row.key && one.state === 'open') ?? null })), open: 2, overdue: 1 })],
		['GET', /^\/survey\/plans$/, (_, __, query) => page(office.plans.filter((row) => has(query, { ...row, branch: row.branchId }, ['state', 'step', 'branch', 'month', 'overdue'])), query)],
		['GET', /^\/survey\/plans\/([^/]+)$/, ([id]) => ({ $etag: `"${planOf(id).version}"`, ...planOf(id) })],
		['PUT', /^\/survey\/plans\/([^/]+)$/, ([id], body, _, request) => { const plan = planOf(id); stale(request, plan.version, 'survey.plan.stale'); return change(plan, { causes: body.causes.map((text, index) => ({ cycle: plan.cycle, item: index + 1, text })), measures: body.measures.map((measure, index) => ({ doneOn: null, result: '', overdue: false, ...measure, cycle: plan.cycle, item: index + 1 })) }); }],
		['POST', /^\/survey\/plans\/([^/]+)\/advance$/, ([id], body, _, request) => { const plan = planOf(id); stale(request, plan.version, 'survey.plan.stale'); const to = { plan: 'do', do: 'check', check: 'act' }[plan.step]; plan.steps.push({ cycle: plan.cycle, from: plan.step, to, at: Date.now(), who: me().user.displayName, note: body.note }); return change(plan, { step: to }); }],
		['GET', /^\/survey\/questionnaires$/, (_, __, query) => { const items = Object.values(scripts.all).map((one) => ({ ...(one.versions[0] ?? { id: one.content.id, version: null, state: 'published', shipped: false, validFrom: '', validTo: null, inForce: false }), title: one.content.title, group: one.content.group, applies: one.content.applies, questions: one.content.questions.length, draft: one.draft })).filter((row) => has(query, row, ['group']) && (row.title.zh + row.id).includes(query.get('search') ?? '')); return { items, total: items.length }; }],
		['GET', /^\/survey\/questionnaires\/applicable$/, (_, __, query) => ({ questionnaire: scripts.withVersion(query.get('group') === 'staff' ? scripts.all.staff_monthly.content : scripts.applicable(query.get('stage'))) })],
		['POST', /^\/survey\/questionnaires\/check$/, (_, body) => ({ problems: scripts.mistakesOf(body.content) })],
		['GET', /^\/survey\/questionnaires\/([^/]+)$/, ([id]) => ({ id, versions: scripts.all[id].versions, draft: scripts.all[id].draft })],
		['GET', /^\/survey\/questionnaires\/([^/]+)\/versions\/(\d+)$/, ([id, number]) => ({ ...scripts.all[id].versions.find((one) => one.version === Number(number)), content: scripts.all[id].content })],
		['PUT', /^\/survey\/questionnaires\/([^/]+)\/draft$/, ([id], body) => scripts.setDraft(id, body.content, body.basedOn ?? null)],
		['DELETE', /^\/survey\/questionnaires\/([^/]+)\/draft$/, ([id]) => { if (scripts.all[id].versions.length) scripts.all[id].draft = null; else delete scripts.all[id]; }],
		['POST', /^\/survey\/questionnaires\/([^/]+)\/publish$/, ([id], body) => { const one = scripts.all[id]; one.content = one.draft.content; one.draft = null; for (const version of one.versions) version.inForce = false; one.versions.unshift({ ...scripts.version(id, (one.versions[0]?.version ?? 0) + 1, true), validFrom: body.validFrom }); return one.versions[0]; }],
		['POST', /^\/survey\/questionnaires\/([^/]+)\/restore$/, ([id], body) => scripts.setDraft(id, scripts.all[id].content, body.version)],
		['GET', /^\/survey\/roster$/, roster],
		['PUT', /^\/survey\/roster\/([^/]+)$/, ([date], body) => { const fresh = { date, entries: body.entries, sales: 80, proposed: 2, evening: body.entries.filter((entry) => entry.to > '18:00').length, version: 1 }; office.roster.set(date, fresh); return fresh; }],
		['GET', /^\/survey\/contacts$/, (_, __, query) => page(office.contacts.filter((row) => has(query, { ...row, branch: row.branchId }, ['state', 'kind', 'branch']) && (query.get('due') !== 'overdue' || row.overdue)), query)],
		['POST', /^\/survey\/contacts\/([^/]+)\/result$/, ([id], body) => change(office.contacts.find((row) => row.id === id), { ...body, overdue: false, doneAt: Date.now(), doneBy: me().user.displayName })],
		['GET', /^\/survey\/contact-plans$/, (_, __, query) => page(office.contactPlans.filter((row) => has(query, { ...row, branch: row.branchId }, ['kind', 'branch', 'active']) && row.party.includes(query.get('search') ?? '')), query)],
		['POST', /^\/survey\/contact-plans$/, (_, body) => { const plan = { id: `cp-${office.contactPlans.length}`, partyKey: '', active: true, from: isoDay(Date.now()), version: 1, ...body }; office.contactPlans.push(plan); return plan; }],
		['PUT', /^\/survey\/contact-plans\/([^/]+)$/, ([id], body) => change(office.contactPlans.find((row) => row.id === id), body)],
		['GET', /^\/survey\/messages$/, (_, __, query) => page(office.messages.filter((row) => has(query, row, ['occasion', 'state']) && row.orderNumber.includes(query.get('order') ?? '')), query)],
	];
}

