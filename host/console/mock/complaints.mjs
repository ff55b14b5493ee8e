// The complaints plugin's part of the mock API (plugins/complaints/docs).

import { kCauses, kDay, kHour, kOffences, kPareto, makeComplaints } from './complaintsData.mjs';

const kOrder = ['received', 'facts', 'cause', 'solution', 'carried_out', 'prevention', 'satisfied', 'closed'];

/** `tools`: what the server has for all routes. Routes whose path begins with a public one need no session. */
export function complaintRoutes(data, { Problem, page, sorted, me }) {
	const own = makeComplaints(data.tasks, data.now);
	data.complaints = own;
	const find = (list, id, code) => {
		const found = list.find((one) => one.id === id);
		if (!found) throw new Problem(404, code, '没有找到', id, '请回到列表。');
		return found;
	};
	const detail = (id) => own.details.get(id) ?? find([], id, 'complaints.case_not_found');
	const tagged = (one) => ({ $etag: `"${one.version}"`, ...one });
	const fits = (one, query, names) => names.every((name) => !query.get(name) || String(one[name]) === query.get(name));
	const matches = (one, query, names) => !query.get('search') || names.some((name) => String(one[name] ?? '').includes(query.get('search')));
	const checked = (one, request) => {
		if (request.headers['if-match'] !== `"${one.version}"`) throw new Problem(412, 'request.stale', '内容已被别人修改', one.number ?? '', '请核对后重新保存。');
	};
	const stand = (one, change) => {
		Object.assign(one, change, { version: one.version + 1 });
		const line = own.cases.find((candidate) => candidate.id === one.id);
		if (line) Object.assign(line, Object.fromEntries(Object.keys(line).map((name) => [name, one[name]])));
		return tagged(one);
	};
	const note = (one, step, what) => one.history.push({ sequence: one.history.length + 1, round: one.round, step, at: Date.now(), by: me().user.displayName, via: 'console', what });

	const changes = {
		steps(one, body) {
			if (body.step !== one.nextStep) throw new Problem(409, 'complaints.step_skipped', '步骤不能跳过', `下一步是 ${one.nextStep}。`, '请按顺序记录。');
			note(one, body.step, body.what);
			const waiting = body.step === 'prevention';
			return stand(one, { step: body.step, nextStep: waiting ? 'satisfied' : kOrder[kOrder.indexOf(body.step) + 1], waiting, ...(body.cause ? { cause: body.cause } : {}), ...(body.subKind ? { subKind: body.subKind } : {}) });
		},
		reopen: (one, body) => { note(one, 'reopened', body.what); return stand(one, { nextStep: body.step, step: kOrder[kOrder.indexOf(body.step) - 1], waiting: false, round: one.round + 1 }); },
		remarks: (one, body) => { note(one, 'remark', body.what); return stand(one, {}); },
		void: (one, body) => { note(one, 'voided', body.reason); return stand(one, { state: 'voided', nextStep: null, waiting: false }); },
		owner: (one) => { note(one, 'owner', me().user.displayName); return stand(one, { owner: { id: me().user.id, name: me().user.displayName }, mine: true }); },
		handler: (one) => { note(one, 'handler', me().user.displayName); return stand(one, { handler: { id: me().user.id, name: me().user.displayName } }); },
		'hand-overs': (one, body) => { one.handOvers.push({ id: `hand-${one.version}`, caseId: one.id, caseNumber: one.number, from: me().user.displayName, to: { userId: '', name: body.toName ?? '', role: body.toRole ?? '' }, reason: body.reason, state: 'offered', offeredAt: Date.now(), settledAt: null, settledBy: '', forMe: false }); return stand(one, {}); },
		class: (one, body) => { note(one, 'class', body.what); return stand(one, { class: body.class, classReason: body.reason }); },
		department: (one, body) => { note(one, 'department', body.what); return stand(one, { department: body.department, complaintKind: body.complaintKind, subKind: body.subKind ?? '' }); },
		deeds: (one, body) => { one.deeds.push({ sequence: one.history.length + 1, round: one.round, at: Date.now(), by: me().user.displayName, wanted: '', person: '', personName: '', amountFen: null, ...body }); note(one, 'deed', body.what); return stand(one, { deedsMissing: one.deedsMissing.filter((name) => name !== body.deed) }); },
		fines: (one, body) => { one.fines.push({ id: `fine-${one.id}-${one.version}`, caseId: one.id, caseNumber: one.number, branchId: one.branchId, evidence: [], state: 'proposed', proposedAt: Date.now(), withdrawnAt: null, withdrawnWhy: '', ...body, sumFen: body.sumFen ?? kOffences.find((offence) => offence.code === body.offence)?.fen ?? null }); return stand(one, {}); },
		attachments: (one, body) => { one.attachments.push({ id: `file-${one.attachments.length}`, fileName: body.fileName, mediaType: body.mediaType, bytes: Math.floor(body.base64.length * 0.75), at: Date.now(), by: me().user.displayName, base64: body.base64 }); return stand(one, {}); },
	};
	const fines = () => [...own.details.values()].flatMap((one) => one.fines);
	const sheetMoves = { sign: { state: 'sent', signedByName: '王经理', signedAt: Date.now(), sentAt: Date.now(), dueAt: Date.now() + 2 * kDay }, accept: { state: 'accepted' }, return: { state: 'returned', result: null, measure: null, answeredAt: null }, archive: { state: 'archived' }, withdraw: { state: 'withdrawn' } };

	function answerSheet(sheet, body, via, byName) {
		const stands = ['sent', 'returned'].includes(sheet.state);
		sheet.answers.push({ id: `answer-${sheet.answers.length}`, round: sheet.round, at: body.answeredAt ?? Date.now(), enteredAt: Date.now(), byName, via, facts: null, cause: null, solution: null, carriedOut: null, ...body, stands, late: false, files: [] });
		if (!stands) throw new Problem(409, 'complaints.sheet.answered', '已经有人先回复了', `${sheet.answeredByName ?? ''}`, '您的内容已作为备注保存。');
		Object.assign(sheet, { state: 'answered', result: body.result, measure: body.measure, answeredAt: Date.now(), answeredByName: byName, via, overdue: false, version: sheet.version + 1 });
		return tagged(sheet);
	}
	const byToken = (token) => {
		const sheet = own.sheets.find((one) => one.id === own.tokens.get(token));
		if (!sheet) throw new Problem(404, 'complaints.link.unknown', '链接无效或已经过期', '', '请客服部重新发一个链接。');
		return sheet;
	};
	const publicSheet = (sheet) => ({ number: sheet.number, department: sheet.department, branchName: sheet.branchName, problem: sheet.problem, orderNumber: sheet.orderNumber, product: '格力 KFR-35GW', dueAt: sheet.dueAt, overdue: sheet.overdue, state: sheet.state === 'withdrawn' ? 'withdrawn' : ['sent', 'returned'].includes(sheet.state) ? 'open' : 'answered', answer: sheet.result ? { at: sheet.answeredAt, byName: sheet.answeredByName, result: sheet.result, measure: sheet.measure } : null, maximumPhotos: 5 });
	const moveClock = (id, request, change) => { const one = find(own.clocks, id, 'complaints.clock_not_found'); checked(one, request); Object.assign(one, change, { version: one.version + 1 }); return clockDetail(one); };
	const clockDetail = (one) => ({ $etag: `"${one.version}"`, ...one, pauses: one.pausedBy ? [{ from: one.pausedSince, to: null, reason: one.pausedBy, note: '配件从西安调货', byName: '马志远' }] : [], warnings: Array.from({ length: one.level }, (_, index) => ({ level: index + 1, at: one.startedAt + (index + 1) * kHour, dueAt: one.dueAt })), target: { unit: one.clock === 'sheet' ? 'working_days' : 'hours', count: one.clock === 'sheet' ? 2 : 24 } });
	const step = (task, minutes, what, params = {}, who = '', ref = null) => ({ at: task.completedAt + minutes * 60_000, source: 'complaints', what, params, who, ref, basis: null });

	return [
		['GET', /^\/complaints\/cases$/, (_, __, query) => page(sorted(own.cases.filter((one) => fits(one, query, ['state', 'step', 'class']) && (!query.get('kind') || one.complaintKind === query.get('kind')) && (!query.get('branch') || one.branchId === query.get('branch')) && one.warningLevel >= Number(query.get('warning') ?? 0) && (query.get('mine') !== 'true' || one.mine) && matches(one, query, ['number', 'orderNumber', 'customerName', 'phone'])), query.get('sort') ? query : new URLSearchParams('sort=dueAt')), query)],
		['POST', /^\/complaints\/cases$/, (_, body) => {
			const base = own.details.get('case-0');
			const id = `case-${own.cases.length}`;
			const task = data.tasks.find((one) => one.orderKey === body.order?.key);
			const one = { ...base, id, number: `TS-勉县-20261121-${String(own.cases.length + 1).padStart(4, '0')}`, ...body, source: body.source, words: body.words, customerName: body.customerName ?? '', phone: body.phone ?? '', masked: false, orderNumber: task?.orderNumber ?? '', orderKey: task?.orderKey ?? id, kind: task?.kind ?? 'case', class: body.class ?? 1, step: 'received', nextStep: 'facts', waiting: false, owner: { id: me().user.id, name: me().user.displayName }, mine: true, receivedAt: Date.now(), dueAt: Date.now() + kDay, overdue: false, history: [{ sequence: 1, round: 1, step: 'received', at: Date.now(), by: me().user.displayName, via: 'console', what: body.words }], deeds: [], fines: [], linked: [], attachments: [], handOvers: [], documents: [], version: 1 };
			own.details.set(id, one);
			own.cases.push(one);
			own.opened.push(body);
			return tagged(one);
		}],
		['GET', /^\/complaints\/cases\/([^/]+)$/, ([id]) => tagged({ ...detail(id), actions: own.actions.filter((one) => one.caseId === id) })],
		['POST', /^\/complaints\/cases\/([^/]+)\/sheets$/, ([id], body) => { const one = detail(id); const sheet = { ...own.sheets[0], id: `sheet-${own.sheets.length}`, number: `LLD-${one.branchName}-20261121-${String(own.sheets.length + 1).padStart(4, '0')}`, caseId: id, caseNumber: one.number, ...body, state: 'draft', answers: [], history: [], createdAt: Date.now(), version: 1 }; own.sheets.push(sheet); return tagged(sheet); }],
		['POST', /^\/complaints\/cases\/([^/]+)\/reveal$/, ([id], body) => { const one = detail(id); own.looks.push({ caseId: id, caseNumber: one.number, branchId: one.branchId, at: Date.now(), userName: me().user.displayName, reason: body.reason }); one.looks.push({ at: Date.now(), userName: me().user.displayName, reason: body.reason }); const task = data.tasks.find((candidate) => candidate.orderKey === one.orderKey) ?? data.tasks[0]; return { customerName: one.customerName, phone: task.phone, address: task.address }; }],
		['POST', /^\/complaints\/cases\/([^/]+)\/customer$/, ([id], body) => { stand(detail(id), { vip: body.vip }); return { id: 'c1', vip: body.vip }; }],
		['GET', /^\/complaints\/cases\/([^/]+)\/documents\/([^/]+)$/, ([id, type]) => { const one = own.documents.get(id + type); if (!one) throw new Problem(404, 'complaints.document_not_found', '还没有编写', '', ''); return tagged(one); }],
		['PUT', /^\/complaints\/cases\/([^/]+)\/documents\/([^/]+)$/, ([id, type], body) => { const one = { type, case: detail(id), content: body.content, authorName: me().user.displayName, at: Date.now(), sharedAt: null, version: (own.documents.get(id + type)?.version ?? 0) + 1 }; own.documents.set(id + type, one); return tagged(one); }],
		['POST', /^\/complaints\/cases\/([^/]+)\/documents\/([^/]+)\/share$/, ([id, type]) => tagged(Object.assign(own.documents.get(id + type), { sharedAt: Date.now() }))],
		['GET', /^\/complaints\/cases\/([^/]+)\/attachments\/([^/]+)$/, ([id, file]) => { const one = detail(id).attachments.find((candidate) => candidate.id === file); return { $bytes: Buffer.from(one.base64, 'base64'), $type: one.mediaType }; }],
		['DELETE', /^\/complaints\/cases\/([^/]+)\/attachments\/([^/]+)$/, ([id, file]) => { const one = detail(id); one.attachments = one.attachments.filter((candidate) => candidate.id !== file); }],
		['POST', /^\/complaints\/cases\/([^/]+)\/([a-z-]+)$/, ([id, change], body, _, request) => { const one = detail(id); if (change !== 'remarks' && change !== 'attachments') checked(one, request); return changes[change](one, body); }],
		['GET', /^\/complaints\/counters$/, () => { const open = own.cases.filter((one) => one.state === 'open'); const count = (test) => open.filter(test).length; return { open: open.length, waiting: count((one) => one.waiting), overdue: count((one) => one.overdue), unowned: count((one) => !one.owner), mine: count((one) => one.mine), class2: count((one) => one.class === 2), class3: count((one) => one.class === 3), warned: count((one) => one.warningLevel > 0), notices: own.notices.filter((one) => !one.read).length, handOvers: [...own.details.values()].flatMap((one) => one.handOvers).filter((one) => one.forMe && one.state === 'offered').length, careDue: 1, actionsOverdue: 1 }; }],
		['GET', /^\/complaints\/notices$/, (_, __, query) => page(own.notices.filter((one) => query.get('unread') !== 'true' || !one.read), query)],
		['POST', /^\/complaints\/notices\/read$/, (_, body) => { for (const one of own.notices) if (body.ids.includes(one.id)) one.read = true; }],
		['GET', /^\/complaints\/hand-overs$/, () => ({ items: [...own.details.values()].flatMap((one) => one.handOvers).filter((one) => one.forMe && one.state === 'offered') })],
		['POST', /^\/complaints\/hand-overs\/([^/]+)\/answer$/, ([id], body) => { const one = find([...own.details.values()].flatMap((candidate) => candidate.handOvers), id, 'complaints.hand_over_not_found'); one.state = body.accept ? 'accepted' : 'declined'; if (body.accept) stand(detail(one.caseId), { owner: { id: me().user.id, name: me().user.displayName }, mine: true }); return one; }],
		['DELETE', /^\/complaints\/hand-overs\/([^/]+)$/, () => undefined],
		['GET', /^\/complaints\/orders$/, (_, __, query) => ({ items: data.tasks.filter((task) => task.orderNumber === query.get('q') || task.phone === query.get('q')).map((task) => ({ kind: task.kind, branchId: task.branchId, branchName: task.branchName, orderKey: task.orderKey, orderNumber: task.orderNumber, productType: task.productType, brand: task.brand, model: task.model, store: '', providerName: '兴达制冷', technicianName: task.technicianName, customerName: task.customerName, phone: task.phone, status: '已完工', at: task.completedAt, vip: task.id === 'task-0003' })) })],
		['GET', /^\/complaints\/preview$/, (_, __, query) => { const linked = own.cases.filter((one) => one.orderKey === query.get('key')); return { vip: false, earlier: linked.length, linked: linked.map((one) => ({ id: one.id, number: one.number, basis: 'order', state: one.state, class: one.class, receivedAt: one.receivedAt })) }; }],
		['GET', /^\/complaints\/causes$/, () => ({ items: kCauses })],
		['GET', /^\/complaints\/offences$/, () => ({ items: kOffences })],
		['GET', /^\/complaints\/fines$/, (_, __, query) => page(fines().filter((one) => fits(one, query, ['state', 'offence'])), query)],
		['POST', /^\/complaints\/fines\/([^/]+)\/withdraw$/, ([id], body) => Object.assign(find(fines(), id, 'complaints.fine_not_found'), { state: 'withdrawn', withdrawnAt: Date.now(), withdrawnWhy: body.reason })],
		['GET', /^\/complaints\/never-again$/, () => ({ items: [{ technician: 'S009', name: '秦师傅', branchId: 'MX', reason: '多次私收费用，拒不退还', caseId: 'case-2', listedAt: own.now - 20 * kDay, listedBy: '王经理', liftedAt: null, liftedBy: '', liftedWhy: '' }], next: null, total: 1 })],
		['GET', /^\/complaints\/pareto$/, (_, __, query) => { const total = kPareto.reduce((sum, [, count]) => sum + count, 0); let running = 0; return { from: query.get('month'), to: query.get('to'), total, items: kPareto.map(([cause, count]) => { running += count; return { cause, count, share: count / total, cumulative: running / total }; }) }; }],
		['GET', /^\/complaints\/actions$/, (_, __, query) => page(own.actions.filter((one) => fits(one, query, ['state', 'cause'])), query)],
		['POST', /^\/complaints\/actions$/, (_, body) => { const one = { id: `action-${own.actions.length}`, caseId: '', overdue: false, state: 'open', doneOn: null, effect: '', version: 1, ...body }; own.actions.push(one); return one; }],
		['POST', /^\/complaints\/actions\/([^/]+)\/progress$/, ([id], body) => Object.assign(find(own.actions, id, 'complaints.action_not_found'), body)],
		['GET', /^\/complaints\/documents$/, (_, __, query) => page([{ caseId: 'case-3', caseNumber: own.cases[3].number, type: query.get('type'), title: '高空未系安全带被曝光', authorName: '王经理', sharedAt: own.now - 4 * kDay }].filter((one) => one.type === 'write_up'), query)],
		['GET', /^\/complaints\/looks$/, (_, __, query) => page([...own.looks, { caseId: 'case-0', caseNumber: own.cases[0].number, branchId: own.cases[0].branchId, at: own.now - 2 * kHour, userName: '何静', reason: '需要回电核实地址' }], query)],
		['GET', /^\/complaints\/customers$/, (_, __, query) => page(own.customers.filter((one) => query.get('due') !== 'true' || one.due), query)],
		['PUT', /^\/complaints\/customers\/([^/]+)$/, ([id], body, _, request) => { const one = find(own.customers, id, 'complaints.customer.not_found'); checked(one, request); return tagged(Object.assign(one, body, { version: one.version + 1 })); }],
		['PUT', /^\/complaints\/sheets\/([^/]+)$/, ([id], body, _, request) => { const sheet = find(own.sheets, id, 'complaints.sheet_not_found'); checked(sheet, request); return tagged(Object.assign(sheet, body, { version: sheet.version + 1 })); }],
		['POST', /^\/complaints\/customers\/([^/]+)\/care$/, ([id]) => ({ id })],
		['GET', /^\/complaints\/story$/, (_, __, query) => { const task = data.tasks.find((one) => one.orderKey === query.get('key')); const one = own.cases.find((candidate) => candidate.orderKey === query.get('key')); if (data.complaintsDown) throw new Problem(503, 'worker.away', '投诉插件没有应答', '', '稍后再试。'); return { items: one && task ? [step(task, 600, 'case_opened', { number: one.number }, '管理员', { type: 'case', id: one.id }), step(task, 660, 'sheet_sent', { number: 'LLD-勉县-20261121-0001' }, '王经理', { type: 'sheet', id: 'sheet-1' }), step(task, 700, 'facts', {}, '何静', { type: 'case', id: one.id })] : [] }; }],
		['GET', /^\/survey\/story$/, (_, __, query) => { const task = data.tasks.find((one) => one.orderKey === query.get('key')); return { items: task ? [{ at: task.completedAt - 5 * kHour, source: 'erp', what: 'story.dispatched', params: {}, who: task.technicianName, ref: null, basis: 'event' }, { at: task.completedAt, source: 'erp', what: 'story.finished', params: {}, who: task.technicianName, ref: null, basis: 'typed' }, { at: task.completedAt + 120_000, source: 'survey', what: 'story.taskOpened', params: { number: task.number }, who: '', ref: { type: 'task', id: task.id }, basis: null }] : [] }; }],
		['GET', /^\/complaints\/order-state$/, (_, __, query) => { const one = own.cases.find((candidate) => candidate.orderNumber === query.get('number') && candidate.phone.endsWith(query.get('last4'))); return { found: Boolean(one), states: one ? [{ at: one.receivedAt, what: 'complaint_open' }] : [] }; }],
		['GET', /^\/survey\/order-state$/, (_, __, query) => { const task = data.tasks.find((candidate) => candidate.orderNumber === query.get('number') && candidate.phone.endsWith(query.get('last4'))); return { found: Boolean(task), states: task ? [{ at: task.completedAt, what: 'finished' }, { at: task.completedAt - 5 * kHour, what: 'dispatched' }] : [] }; }],
		['GET', /^\/complaints\/sheets$/, (_, __, query) => page(sorted(own.sheets.filter((one) => fits(one, query, ['state', 'department']) && (!query.get('case') || one.caseId === query.get('case')) && (!query.get('branch') || one.branchId === query.get('branch')) && (query.get('due') !== 'overdue' || one.overdue) && matches(one, query, ['number', 'orderNumber', 'problem'])), query), query)],
		['GET', /^\/complaints\/sheets\/([^/]+)$/, ([id]) => tagged(find(own.sheets, id, 'complaints.sheet_not_found'))],
		['GET', /^\/complaints\/sheets\/([^/]+)\/print$/, ([id]) => { const sheet = find(own.sheets, id, 'complaints.sheet_not_found'); return { ...sheet, customerName: '张建国', phone: '13916007919', address: `${sheet.branchName}县城关镇和平路 36 号`, product: '格力 KFR-35GW', company: '汉中家电有限公司售后服务部' }; }],
		['POST', /^\/complaints\/sheets\/([^/]+)\/link$/, ([id]) => { const token = 'fedcba9876543210fedcba9876543210'; const sheet = find(own.sheets, id, 'complaints.sheet_not_found'); own.tokens.set(token, id); sheet.link = { issuedAt: Date.now(), expiresAt: Date.now() + 7 * kDay }; return { token, path: `/s/${token}`, expiresAt: Date.now() + 7 * kDay }; }],
		['POST', /^\/complaints\/sheets\/([^/]+)\/link\/revoke$/, ([id]) => Object.assign(find(own.sheets, id, 'complaints.sheet_not_found'), { link: null })],
		['POST', /^\/complaints\/sheets\/([^/]+)\/(answers|paper)$/, ([id, how], body) => answerSheet(find(own.sheets, id, 'complaints.sheet_not_found'), body, how === 'paper' ? 'paper' : 'console', body.byName ?? me().user.displayName)],
		['POST', /^\/complaints\/sheets\/([^/]+)\/(sign|accept|return|archive|withdraw)$/, ([id, move], body, _, request) => { const sheet = find(own.sheets, id, 'complaints.sheet_not_found'); checked(sheet, request); return tagged(Object.assign(sheet, sheetMoves[move], { version: sheet.version + 1 })); }],
		['GET', /^\/complaints\/public\/sheets\/([^/]+)$/, ([token]) => publicSheet(byToken(token))],
		['POST', /^\/complaints\/public\/sheets\/([^/]+)\/answers$/, ([token], body) => { const sheet = byToken(token); answerSheet(sheet, body, 'link', body.byName); data.publicAnswers = [...(data.publicAnswers ?? []), body]; return { state: 'answered', stands: true, number: sheet.number }; }],
		['GET', /^\/complaints\/clocks\/board$/, () => ({ erpAway: data.scenario === 'trouble' ? { since: own.now - 3 * 60_000 } : null, items: [...new Set(own.clocks.map((one) => one.clock))].map((clock) => { const mine = own.clocks.filter((one) => one.clock === clock); const count = (test) => mine.filter(test).length; return { clock, running: count((one) => one.state === 'running'), paused: count((one) => one.state === 'paused'), late: count((one) => one.late), level1: count((one) => one.level === 1), level2: count((one) => one.level === 2), level3: count((one) => one.level === 3), nextDueAt: mine[0].dueAt }; }) })],
		['GET', /^\/complaints\/clocks$/, (_, __, query) => page(sorted(own.clocks.filter((one) => fits(one, query, ['state', 'clock', 'subject']) && (!query.get('case') || one.caseId === query.get('case')) && (query.get('late') !== 'true' || one.late) && (!query.get('level') || one.level === Number(query.get('level'))) && (!query.get('branch') || one.branchId === query.get('branch')) && matches(one, query, ['orderNumber', 'caseNumber'])), query), query)],
		['GET', /^\/complaints\/clocks\/([^/]+)$/, ([id]) => clockDetail(find(own.clocks, id, 'complaints.clock_not_found'))],
		['POST', /^\/complaints\/clocks\/([^/]+)\/pause$/, ([id], body, _, request) => moveClock(id, request, { state: 'paused', pausedBy: body.reason, pausedSince: Date.now() })],
		['POST', /^\/complaints\/clocks\/([^/]+)\/resume$/, ([id], _, __, request) => moveClock(id, request, { state: 'running', pausedBy: null, pausedSince: null })],
		['POST', /^\/complaints\/clocks\/([^/]+)\/done$/, ([id], _, __, request) => moveClock(id, request, { state: 'done', doneAt: Date.now() })],
		['GET', /^\/complaints\/overdue\/buckets$/, () => ({ buckets: [24, 48, 72, 96, 120, 168, 240, 300].map((from, index, all) => ({ fromHours: from, toHours: all[index + 1] ?? null, orders: own.overdue.filter((one) => one.hours >= from && one.hours < (all[index + 1] ?? Infinity)).length })), compensationHours: 48, exchangeHours: 300 })],
		['GET', /^\/complaints\/overdue$/, (_, __, query) => page(sorted(own.overdue.filter((one) => one.hours >= Number(query.get('fromHours') ?? 0) && (!query.get('toHours') || one.hours < Number(query.get('toHours'))) && matches(one, query, ['orderNumber'])), query), query)],
		['POST', /^\/complaints\/remedies\/([^/]+)\/decide$/, ([id], body) => Object.assign(find(own.overdue.flatMap((one) => one.remedies), id, 'complaints.remedy_not_found'), { state: body.decision, sumFen: body.sumFen ?? null, decidedAt: Date.now(), decidedByName: me().user.displayName, reason: body.reason ?? null })],
	];
}

/** Addresses that need no account. */
export const isPublic = (path) => /^\/(complaints\/public\/|[a-z]+\/order-state$|fees\/prices\/today$)/.test(path);

/** Settings with rows, as the plugin declares them. */
export const complaintSettings = () => [
	{ name: 'fines', title: '处罚标准', schema: { type: 'object', additionalProperties: { type: 'object', required: ['fen'], properties: { fen: { type: ['integer', 'null'], minimum: 0 }, againFen: { type: ['integer', 'null'], minimum: 0 } } } }, default: null, value: Object.fromEntries(kOffences.map(({ code, fen, againFen }) => [code, againFen ? { fen, againFen } : { fen }])), effectiveFrom: '2026-11-01', versions: [{ effectiveFrom: '2026-11-01', value: { 'A-UNSAFE': { fen: 5000 } }, author: '管理员', changedAt: Date.now() - 20 * kDay }] },
	{ name: 'deadlines', title: '时限', schema: { type: 'object', additionalProperties: { type: 'object', required: ['unit', 'count'], properties: { unit: { enum: ['minutes', 'hours', 'office_minutes', 'working_days', 'same_day'] }, count: { type: 'integer', minimum: 0 } } } }, default: null, value: { first_answer: { unit: 'working_days', count: 1 }, sheet: { unit: 'working_days', count: 2 }, salesperson_report: { unit: 'minutes', count: 30 }, penalty_notice: { unit: 'same_day', count: 1 } }, effectiveFrom: null, versions: [] },
	{ name: 'rework_limit', title: '返工次数', schema: { type: 'integer', minimum: 0, maximum: 10 }, default: 2, value: 2, effectiveFrom: null, versions: [] },
];
