// The go-live import of every plugin that has one (sdk/include/erphost/imports): a small part of its rules, enough for the screens.

const both = (zh, en) => ({ zh, en });
const column = (name, zh, en, required = false, headings = []) => ({ name, words: both(zh, en), headings, required, choices: [] });
const kKinds = {
	complaints: [{
		kind: 'cases', words: both('未结投诉', 'Open complaints'),
		columns: [
			column('oldNumber', '原编号', 'Old number', false, ['投诉编号']), column('branch', '分公司', 'Branch'), column('order', '单号', 'Order'), column('customer', '客户', 'Customer', false, ['客户姓名']), column('phone', '电话', 'Phone', false, ['客户电话']), column('receivedOn', '受理日期', 'Received on', true),
			{ ...column('kind', '类别', 'Kind', true), choices: [['after_sales', '售后', 'After-sales'], ['logistics', '物流', 'Logistics'], ['store', '门店', 'Store']].map(([code, zh, en]) => ({ code, words: both(zh, en) })) },
			column('words', '客户反映', "Customer's words", true, ['投诉内容']),
		],
	}],
	parts: [{
		kind: 'opening', words: both('期初库存', 'Opening stock'),
		columns: [column('place', '仓库', 'Store', true), column('item', '物料编码', 'Item code', true, ['编码']), column('name', '名称', 'Name'), column('unit', '单位', 'Unit'), column('quantity', '数量', 'Quantity', true), column('price', '单价', 'Unit price'), column('sum', '金额', 'Sum')],
	}],
	fees: [{
		kind: 'deposits', words: both('服务商保证金', 'Deposits'),
		columns: [column('branch', '分公司', 'Branch', true), column('payee', '服务商编号', "Provider's number", true), column('name', '服务商', 'Provider'), column('sum', '保证金余额', 'Deposit', true, ['余额', '押金']), column('reason', '备注', 'Note')],
	}],
};
const kAfter = { checking: 'draft', applying: 'tidying', tidying: 'applied', probing: 'undoing', undoing: 'undone' };

export function importRoutes(data, { Problem, page, me }) {
	data.imports = [];
	const last = {};
	const problem = (column, code, params = {}) => ({ column, code, params });
	const markOf = (line) => line.cells.oldNumber ?? (line.cells.place && line.cells.item ? `${line.cells.place}|${line.cells.item}` : '');
	const kindOf = (plugin, name) => kKinds[plugin]?.find((one) => one.kind === name);
	const problemsOf = (batch, line, firsts) => {
		const found = kindOf(batch.plugin, batch.kind).columns.filter((one) => one.required && !line.cells[one.name]).map((one) => problem(one.name, 'missing'));
		const kind = line.cells.kind;
		if (kind && !['售后', '物流', '门店'].includes(kind)) found.push(problem('kind', 'not_a_choice', { given: kind, zh: ['售后', '物流', '门店'], en: ['After-sales', 'Logistics', 'Store'] }));
		if (line.cells.quantity && !(Number(line.cells.quantity) > 0)) found.push(problem('quantity', 'parts.quantity_odd', { given: line.cells.quantity, unit: line.cells.unit ?? '个' }));
		if (line.cells.receivedOn && !/^\d{4}-\d\d-\d\d$/.test(line.cells.receivedOn)) found.push(problem('receivedOn', 'not_a_day', { given: line.cells.receivedOn }));
		const first = firsts.get(markOf(line));
		if (markOf(line) !== '' && first !== line.row) found.push(problem('', 'double_in_file', { row: first }));
		return found;
	};
	const linesOf = (batch) => {
		const inOrder = [...batch.lines.values()].sort((a, b) => a.row - b.row);
		const firsts = new Map();
		for (const line of inOrder) if (!line.reason && !firsts.has(markOf(line))) firsts.set(markOf(line), line.row);
		return inOrder.map((line) => {
			const problems = !line.state && !line.reason ? problemsOf(batch, line, firsts) : [];
			return { recordId: '', recordLabel: '', reason: '', ...line, problems, state: line.state || (line.reason ? 'left_out' : problems.length ? 'wrong' : 'good') };
		});
	};
	const shown = (batch) => {
		const states = linesOf(batch).map((line) => line.state);
		const count = (wanted) => states.filter((state) => state === wanted).length;
		const { lines, ...rest } = batch;
		return { ...rest, $etag: `"${batch.version}"`, position: 0, counts: { lines: lines.size, wrong: count('wrong'), leftOut: count('left_out'), done: count('done'), undone: count('undone'), blocked: 0 } };
	};
	const find = (plugin, id) => {
		const batch = data.imports.find((one) => one.plugin === plugin && one.id === id);
		if (!batch) throw new Problem(404, 'import.not_found', '没有这次导入', '', '请回到列表。');
		return batch;
	};
	const changed = (plugin, id, request, state) => {
		const batch = find(plugin, id);
		if (request.headers['if-match'] !== `"${batch.version}"`) throw new Problem(412, 'import.stale', '内容已被别人修改', batch.fileName, '请刷新。');
		if (batch.state !== state) throw new Problem(409, 'import.wrong_state', '现在不能这样操作', batch.state, '请刷新。');
		batch.version += 1;
		return batch;
	};
	/** Work goes on a step with every look at it. */
	const advance = (batch) => {
		const next = batch.then === 'applying' && batch.state === 'checking' ? 'applying' : kAfter[batch.state];
		if (!next) return batch;
		if (batch.state === 'applying') for (const line of batch.lines.values()) if (!line.reason) Object.assign(line, { state: 'done', recordLabel: `QC-${line.row}` });
		if (batch.state === 'undoing') for (const line of batch.lines.values()) if (line.state === 'done') line.state = 'undone';
		Object.assign(batch, { state: next, version: batch.version + 1 });
		if (next === 'applied') Object.assign(batch, { appliedAt: Date.now(), appliedName: me().user.displayName });
		if (next === 'undone') Object.assign(batch, { undoneAt: Date.now(), undoneName: me().user.displayName });
		return batch;
	};
	const kPlugin = '^/(complaints|parts|fees)/imports';
	const on = (method, rest, handle) => [method, new RegExp(`${kPlugin}${rest}$`), handle];
	return [
		on('GET', '/kinds', ([plugin]) => ({ items: kKinds[plugin].map((kind) => ({ ...kind, lastHeadings: last[kind.kind] ?? {} })) })),
		on('GET', '', ([plugin], _, query) => page(data.imports.filter((one) => one.plugin === plugin).map((one) => { const { $etag, ...rest } = shown(one); return rest; }), query)),
		on('POST', '', ([plugin], body) => {
			last[body.kind] = body.headings;
			data.imports.unshift({ ...body, plugin, state: 'draft', then: '', reason: '', createdAt: Date.now(), createdName: me().user.displayName, appliedAt: null, appliedName: '', undoneAt: null, undoneName: '', version: 1, lines: new Map() });
			return shown(data.imports[0]);
		}),
		on('GET', '/([^/]+)', ([plugin, id]) => shown(advance(find(plugin, id)))),
		on('GET', '/([^/]+)/lines', ([plugin, id], _, query) => page(linesOf(find(plugin, id)).filter((line) => !query.get('show') || line.state === query.get('show')), query)),
		on('POST', '/([^/]+)/lines', ([plugin, id], body) => {
			const batch = find(plugin, id);
			for (const line of body.lines) batch.lines.set(line.row, line);
			batch.version += 1;
			return shown(batch);
		}),
		on('PUT', '/([^/]+)/lines/(\\d+)', ([plugin, id, row], body, _, request) => {
			const batch = changed(plugin, id, request, 'draft');
			Object.assign(batch.lines.get(Number(row)), { cells: body.cells });
			return shown(batch);
		}),
		on('POST', '/([^/]+)/(leave-out|take-in)', ([plugin, id, act], body, _, request) => {
			const batch = changed(plugin, id, request, 'draft');
			for (const row of body.rows) batch.lines.get(row).reason = act === 'leave-out' ? body.reason : '';
			return shown(batch);
		}),
		on('POST', '/([^/]+)/(check|apply|undo|drop)', ([plugin, id, act], body, _, request) => {
			const batch = changed(plugin, id, request, act === 'undo' ? 'applied' : 'draft');
			if (act === 'apply' && linesOf(batch).some((line) => line.state === 'wrong')) throw new Problem(409, 'import.has_errors', '还有错误，没有导入', '', '请改正。');
			if (act === 'undo') batch.reason = body.reason;
			Object.assign(batch, { check: { state: 'checking', then: '' }, apply: { state: 'checking', then: 'applying' }, undo: { state: 'probing' }, drop: { state: 'dropped' } }[act]);
			return shown(batch);
		}),
	];
}
