// The host's messenger in memory: messages to people, who wants none, and the channels (host/README.md).

const kMinute = 60_000;
const kDay = 86_400_000;
const kConfig = {
	channels: {
		sms: { adapter: 'http', url: 'https://sms.example.cn/send', method: 'POST', headers: { Authorization: 'Bearer ${secret:sms.token}' }, json: { mobile: '${to}', content: '${text}', sn: '${id}' }, success: { status: [200], pointer: '/code', values: ['0'] }, recognisesId: true },
		email: { adapter: 'smtp', host: 'mail.example.cn', port: 587, security: 'starttls', from: 'service@example.cn', user: 'service', passwordSecret: 'smtp.password' },
		letter: { adapter: 'erp' },
	},
};
const kTexts = {
	dispatched: '您的安装单已派给张师傅，20 分钟内与您电话联系。投诉电话 400-800-1234。', not_finished: '您的维修因等待备件尚未完成，预计 3 天内再次上门。', finished: '服务已完成，请评价：A 非常满意 B 满意 C 不满意 D 非常不满意，回复字母即可。',
};

function messagesOf(data, bad) {
	const error = (code, title, detail, remedy) => ({ code, title, detail, remedy });
	const away = error('messaging.gateway_away', '无法连接网关', 'sms.example.cn 没有应答。', '请检查网络和网关地址；系统会自动重试。');
	const states = (index) => {
		if (index < 3) return ['waiting', bad ? away : null];
		if (bad && index === 4) return ['failed', error('messaging.outcome_unknown', '不能确定消息是否已经发出', '消息已交给网关，但没有收到答复；该网关不能识别重复的消息。', '请到网关的发送记录里核对：没有记录就在这里重新发送，否则作废。')];
		if (index === 9) return ['suppressed', error('messaging.opted_out', '对方已退订', '', '请改用电话联系。')];
		if (index === 14) return ['expired', error('messaging.expired', '已过发送时限', '', '如果仍有必要，请在这里重新发送。')];
		return ['sent', null];
	};
	return Array.from({ length: 70 }, (_, index) => {
		const task = data.tasks[index % data.tasks.length];
		const about = Object.keys(kTexts)[index % 3];
		const [state, problem] = states(index);
		const at = data.now - index * 23 * kMinute;
		return {
			number: 70 - index, owner: 'survey', id: `m-${70 - index}`, channel: index % 11 === 5 ? 'email' : 'sms', to: index % 11 === 5 ? 'l…@example.cn' : `…${task.phone.slice(-4)}`, about, branch: task.branchId, key: task.orderKey,
			state, attempts: state === 'waiting' ? (bad ? 4 : 0) : 1, notBefore: at, expiresAt: at + 72 * 60 * kMinute, createdAt: at, updatedAt: at + 4000, sentAt: state === 'sent' ? at + 4000 : null, error: problem, reason: null, subject: '', text: kTexts[about],
		};
	});
}

export function messagingRoutes(data, { Problem, page, me }, bad) {
	const messages = messagesOf(data, bad);
	let optOuts = ['…5678', '…0312', '…9921'].map((to, index) => ({ hash: `h${index}`, channel: 'sms', to, source: index ? 'reply' : 'console', createdAt: data.now - (index + 1) * kDay, createdBy: index ? '' : '管理员' }));
	let config = kConfig;
	let revision = 1;
	const one = (number) => {
		const message = messages.find((candidate) => candidate.number === Number(number));
		if (!message) throw new Problem(404, 'messaging.not_found', '没有这条消息', `消息 ${number} 不存在。`, '请刷新列表。');
		return message;
	};
	const brief = ({ text, subject, ...rest }) => rest;
	data.messaging = () => ({
		configured: Object.keys(config.channels).length > 0, error: null,
		states: messages.reduce((counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }), {}),
		channels: Object.fromEntries(Object.keys(config.channels).map((name) => [name, bad && name === 'sms' ? { state: 'away', since: data.now - 12 * kMinute, error: messages.find((message) => message.error).error } : { state: name === 'letter' ? 'unknown' : 'up', since: name === 'letter' ? null : data.now - 42 * kMinute, error: null }])),
	});
	return [
		['GET', /^\/messaging\/messages$/, (_, __, query) => {
			const kept = messages.filter((message) => ['state', 'channel', 'owner', 'about'].every((name) => !query.get(name) || message[name] === query.get(name))).sort((a, b) => (query.get('sort') === 'number' ? a.number - b.number : b.number - a.number));
			return { ...page(kept.map(brief), query), total: null };
		}],
		['GET', /^\/messaging\/messages\/(\d+)$/, ([number]) => one(number)],
		['POST', /^\/messaging\/messages\/(\d+)\/retry$/, ([number]) => brief(Object.assign(one(number), { state: 'waiting', error: null, reason: null, attempts: 0, updatedAt: Date.now() }))],
		['POST', /^\/messaging\/messages\/(\d+)\/drop$/, ([number], body) => {
			const message = one(number);
			if (!['waiting', 'failed'].includes(message.state)) throw new Problem(409, 'messaging.not_droppable', '这条消息不能作废', `消息 ${number} 的状态是 ${message.state}。`, '只有等待中或失败的消息可以作废。');
			return brief(Object.assign(message, { state: 'suppressed', reason: body.reason, error: null, updatedAt: Date.now() }));
		}],
		['GET', /^\/messaging\/opt-outs$/, (_, __, query) => page(optOuts, query)],
		['POST', /^\/messaging\/opt-outs$/, (_, body) => {
			const row = { hash: `h${Date.now()}`, channel: body.channel, to: `…${body.to.slice(-4)}`, source: 'console', createdAt: Date.now(), createdBy: me().user.displayName };
			optOuts.push(row);
			return row;
		}],
		['DELETE', /^\/messaging\/opt-outs\/([^/]+)\/([^/]+)$/, ([channel, hash]) => { optOuts = optOuts.filter((row) => row.hash !== hash || row.channel !== channel); }],
		['GET', /^\/messaging\/config$/, () => ({ $etag: `"${revision}"`, ...config })],
		['PUT', /^\/messaging\/config$/, (_, body, __, request) => {
			if (request.headers['if-match'] !== `"${revision}"`) throw new Problem(412, 'request.stale', '内容已被别人修改', '', '请刷新后重试。');
			const wrong = Object.entries(body.channels ?? {}).find(([, settings]) => !['http', 'smtp', 'erp'].includes(settings.adapter));
			if (wrong) throw new Problem(422, 'messaging.config_invalid', '消息通道设置有误', `messaging.json 的 /channels/${wrong[0]}/adapter 有误：http, smtp, erp。`, '请在“消息”页面更正。');
			config = body;
			revision += 1;
			return { $etag: `"${revision}"`, ...config };
		}],
		['POST', /^\/messaging\/trial$/, (_, body) => {
			const number = messages[0].number + 1;
			messages.unshift({ number, owner: 'host', id: `trial-${number}`, channel: body.channel, to: `…${body.to.slice(-4)}`, about: 'trial', branch: '', key: `trial-${number}`, state: 'waiting', attempts: 0, notBefore: Date.now(), expiresAt: null, createdAt: Date.now(), updatedAt: Date.now(), sentAt: null, error: null, reason: null, subject: 'erphost', text: body.text ?? 'erphost 测试消息 / test message' });
			return { id: `trial-${number}` };
		}],
	];
}
