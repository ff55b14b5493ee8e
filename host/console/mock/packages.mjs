// Plugin packages and keys. The mock's package is a text in JSON: {"id","version","name"?,"state"?,"obstacles"?,"crashes"?};
// everything else is no package.

const kPieceBytes = 64 * 1024;
const kSteps = ['reading', 'probing', 'migrating', 'switching'];
const kTrialSeconds = 3;
const kCrash = { code: 'worker.exited', class: 'bug', message: '', params: { plugin: 'steady', how: 'signal 6 (SIGABRT)' }, title: '插件进程异常退出', detail: '进程收到信号 6（SIGABRT）。', remedy: '请把版本号和时间告诉插件的提供方。' };
const kUnknownSigner = { code: 'package.unknown_signer', status: 400, title: '不认识的签名者', detail: '安装包由密钥 0123456789abcdef 签名，这台主机的信任列表中没有该密钥。', remedy: '确认来源可靠后，在“信任的密钥”中添加提供方的公钥。' };

export function packageRoutes(data, { Problem, me }) {
	const uploads = new Map();
	const find = (id) => {
		me();
		const upload = uploads.get(id);
		if (!upload) throw new Problem(404, 'upload.not_found', '没有这个上传', id, '请重新选择安装包文件。');
		return upload;
	};
	const missing = (upload) => upload.content.map((piece, index) => (piece === null ? index : -1)).filter((index) => index >= 0);
	const outline = (upload) => ({ id: upload.id, name: upload.name, size: upload.size, pieceBytes: kPieceBytes, pieces: upload.content.length, missing: missing(upload) });
	const plugin = (id) => data.plugins.find((one) => one.id === id);

	function packageOf(upload) {
		const text = Buffer.concat(upload.content.map((piece) => Buffer.from(piece, 'base64'))).toString();
		try {
			const parsed = JSON.parse(text);
			if (parsed.id && parsed.version) return parsed;
		} catch {
			// no package
		}
		throw new Problem(400, 'package.end_wrong', '这不是完整的安装包', '文件结尾不对：文件不是插件安装包、没有传完，或后面被加了内容。', '请重新获取安装包。');
	}
	function previewOf(upload) {
		const given = packageOf(upload);
		const present = plugin(given.id);
		const state = given.state ?? 'trusted';
		return {
			id: given.id, version: given.version, name: given.name ?? { zh: '示例插件', en: 'Example plugin' }, kind: present ? 'upgrade' : 'install',
			trust: { state, key: state === 'unsigned' ? '' : '0123456789abcdef', name: state === 'trusted' ? '陕西工贸信息部' : '', reason: '' },
			present: present ? { version: present.version, enabled: present.enabled, onTrial: Boolean(present.onTrial) } : null,
			platform: 'linux-x86_64', platforms: ['linux-x86_64', 'windows-x86_64'],
			reads: [{ name: 'work_order', title: { zh: '派工单', en: 'Work order' } }, { name: 'meal', title: { zh: '餐次', en: 'Meal' } }],
			views: ['fees_open'], writes: ['text_message'], tables: [`${given.id}_note`, `${given.id}_visit`],
			requires: { host: '0.1.0', plugins: {} }, obstacles: given.obstacles ?? (state === 'unknown_signer' ? [kUnknownSigner] : []),
		};
	}
	function start(upload) {
		const given = packageOf(upload);
		const preview = previewOf(upload);
		if (!upload.work) upload.work = { kind: preview.kind, step: 0, left: kTrialSeconds, given, before: plugin(given.id)?.version ?? null, name: preview.name.zh };
		return progressOf(upload);
	}
	/** Puts it in place, as the host does after the last step. */
	function settle({ given, name }) {
		const present = plugin(given.id);
		const change = { version: given.version, versions: [...(present?.versions ?? []).filter((one) => one !== given.version), given.version].slice(-3), onTrial: true, trialEndsAt: Date.now() + kTrialSeconds * 1000, returned: null, origin: given.state ?? 'trusted', signer: '陕西工贸信息部' };
		if (present) Object.assign(present, change);
		else data.plugins.push({ id: given.id, name, enabled: true, state: 'ready', error: null, restarts: 0, since: Date.now(), nextStartAt: null, reads: [], writes: [], ...change });
	}
	function end({ given, before }) {
		const entry = plugin(given.id);
		Object.assign(entry, { onTrial: false, trialEndsAt: null });
		if (!given.crashes) return;
		Object.assign(entry, { version: before ?? given.version, returned: { version: given.version, at: Date.now(), error: kCrash } });
		if (before === null) Object.assign(entry, { enabled: false, state: 'disabled' });
	}
	function progressOf(upload) {
		const { work } = upload;
		const progress = { state: 'uploading', step: null, kind: work?.kind ?? null, plugin: work?.given.id ?? null, version: work?.given.version ?? null, received: upload.size, size: upload.size, secondsLeft: null, error: null };
		if (missing(upload).length > 0) return progress;
		if (!work) return { ...progress, state: 'ready' };
		if (work.given.failsProbe && work.step > 1) return { ...progress, state: 'failed', error: { code: 'package.probe_failed', title: '插件试运行失败', detail: '插件试启动时没有给出原因就结束了：signal 6 (SIGABRT)。', remedy: '没有任何改动；请把这条信息告诉插件的提供方。' } };
		if (work.step < kSteps.length) return { ...progress, state: 'running', step: kSteps[work.step] };
		if (work.left > 0) return { ...progress, state: 'trial', secondsLeft: work.left };
		return work.given.crashes ? { ...progress, state: 'returned', error: kCrash } : { ...progress, state: 'holds' };
	}
	/** Each look finds it a little further on. */
	function look(upload) {
		const { work } = upload;
		if (work && work.step < kSteps.length) {
			work.step += 1;
			if (work.step === kSteps.length) settle(work);
		} else if (work && work.left > 0) {
			work.left -= 1;
			if (work.left === 0) end(work);
		}
		return progressOf(upload);
	}

	data.keys = data.scenario === 'good' ? [] : [
		{ id: '0123456789abcdef', name: '陕西工贸信息部', addedAt: data.now - 90 * 86_400_000, revokedAt: null, reason: '' },
		{ id: 'fedcba9876543210', name: '旧供应商', addedAt: data.now - 400 * 86_400_000, revokedAt: data.now - 30 * 86_400_000, reason: '笔记本电脑丢失，私钥可能外泄' },
	];
	return [
		['POST', /^\/packages$/, (_, body) => {
			if (body.size > 256 * 1024 * 1024) throw new Problem(400, 'package.too_large', '安装包过大', '文件超过 256 MiB，不可能是插件安装包。', '请确认选择了正确的文件。');
			const id = body.sha256.slice(0, 32);
			const before = uploads.get(id);
			const upload = { id, name: body.name, size: body.size, content: before?.content ?? Array(Math.ceil(body.size / kPieceBytes)).fill(null), work: null };
			uploads.set(id, upload);
			return outline(upload);
		}],
		['PUT', /^\/packages\/([^/]+)\/pieces\/(\d+)$/, ([id, piece], body) => { find(id).content[Number(piece)] = body.content; }],
		['GET', /^\/packages\/([^/]+)$/, ([id]) => { const upload = find(id); return { ...outline(upload), preview: missing(upload).length > 0 ? null : previewOf(upload), progress: progressOf(upload) }; }],
		['GET', /^\/packages\/([^/]+)\/progress$/, ([id]) => look(find(id))],
		['POST', /^\/packages\/([^/]+)\/(install|upgrade)$/, ([id]) => start(find(id))],
		['DELETE', /^\/packages\/([^/]+)$/, ([id]) => { uploads.delete(id); }],
		['POST', /^\/plugins\/([^/]+)\/rollback$/, ([id], body) => { Object.assign(plugin(id), { version: body.version, onTrial: false, trialEndsAt: null, returned: null }); return { plugin: id, version: body.version }; }],
		['DELETE', /^\/plugins\/([^/]+)$/, ([id], _, query) => {
			data.plugins = data.plugins.filter((one) => one.id !== id);
			return { plugin: id, exported: query.get('data') === 'remove' ? `/var/lib/erphost/backups/removed-${id}-1763800000000` : null };
		}],
		['GET', /^\/trust\/keys$/, () => ({ items: data.keys, next: null, total: data.keys.length })],
		['POST', /^\/trust\/keys$/, (_, body) => {
			let parsed = null;
			try { parsed = JSON.parse(body.text); } catch { /* no key */ }
			if (parsed?.type !== 'erphost-public-key') throw new Problem(400, 'trust.key_unreadable', '这不是密钥文件', '*.pub 里没有可用的密钥。', '请指定 erphost trust new-key 生成的文件（公钥以 .pub 结尾）。');
			if (data.keys.some((key) => key.id === parsed.id)) throw new Problem(409, 'trust.key_known', '密钥已在信任列表中', `密钥 ${parsed.id} 已经添加过。`, '无需操作。');
			const key = { id: parsed.id, name: parsed.name, addedAt: Date.now(), revokedAt: null, reason: '' };
			data.keys.push(key);
			return key;
		}],
		['POST', /^\/trust\/keys\/([^/]+)\/revoke$/, ([id], body) => { Object.assign(data.keys.find((key) => key.id === id), { revokedAt: Date.now(), reason: body.reason }); }],
	];
}
