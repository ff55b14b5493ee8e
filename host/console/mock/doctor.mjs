// What `erphost doctor` finds on a machine in use, for the console alone.
const finding = (id, area, level, title, what, remedy = '', subject = '') => ({ id, area, level, subject, title, what, remedy, evidence: {} });

const kWrong = {
	zh: [
		finding('doctor.driver_bits', 'erp', 'red', 'ODBC 驱动的位数不对', 'SQL Server 只有 32 位的（C:\\Windows\\SysWOW64\\sqlsrv32.dll），erphost 是 64 位，加载不了。', '请安装 64 位的驱动；厂家只有 32 位驱动时，请改用 32 位的 erphost sync。', 'erp.pull'),
		finding('doctor.certificate_soon', 'network', 'amber', '证书快到期了', '还有 12 天，2026-12-04 到期。', '请现在就申请新证书，换上后重启服务。'),
		finding('doctor.firewall_on', 'network', 'amber', '防火墙可能拦住其他电脑', '已启用 Windows domain, Windows private，没有看到放行端口 8443 的规则。', '请放行这个 TCP 端口：Windows 以管理员运行 netsh advfirewall firewall add rule name=erphost dir=in action=allow protocol=TCP localport=8443；ufw 用 ufw allow 8443/tcp。'),
		finding('doctor.sleep_on', 'machine', 'amber', '机器会自动休眠', '设置：30 min。休眠时不接收 ERP 的变化，也没有人能登录。', '请关闭：Windows 在“电源选项”里把“使计算机进入睡眠状态”设为“从不”。'),
	],
	en: [
		finding('doctor.driver_bits', 'erp', 'red', 'The ODBC driver has the wrong bitness', 'SQL Server is there with 32 bit only (C:\\Windows\\SysWOW64\\sqlsrv32.dll); erphost has 64 bit and cannot load it.', 'Install the 64-bit driver; if its maker has 32 bit only, use a sync built for 32 bit.', 'erp.pull'),
		finding('doctor.certificate_soon', 'network', 'amber', 'The certificate expires soon', '12 days are left, until 2026-12-04.', 'Order a new certificate now, install it and restart the service.'),
		finding('doctor.firewall_on', 'network', 'amber', 'The firewall may keep other machines out', 'Windows domain, Windows private is on, and no rule for port 8443 was seen.', 'Let this TCP port in: on Windows, as administrator, netsh advfirewall firewall add rule name=erphost dir=in action=allow protocol=TCP localport=8443; or ufw allow 8443/tcp.'),
		finding('doctor.sleep_on', 'machine', 'amber', 'The machine falls asleep by itself', 'Setting: 30 min. Asleep it takes nothing in from the ERP, and nobody can sign in.', 'Switch it off: on Windows set “Put the computer to sleep” to “Never” under power options.'),
	],
};
const kGood = {
	zh: [
		finding('doctor.versions', 'host', 'green', '版本', 'erphost 0.1.0，64 位，运行于 Windows Server 2019 Standard (17763)。'),
		finding('doctor.host_running', 'host', 'green', '服务正在运行', '进程号 4120，7 个部分都正常。'),
		finding('doctor.store_good', 'data', 'green', '数据库完好', '412 MiB，结构版本 3，数据代次 1。'),
		finding('doctor.disk_good', 'machine', 'green', '磁盘空间充足', '可用 183.2 GiB，共 465.1 GiB。'),
		finding('doctor.plugin_good', 'plugins', 'green', '插件正常', 'survey 0.1.0，可以加载。', '', 'survey'),
	],
	en: [
		finding('doctor.versions', 'host', 'green', 'Versions', 'erphost 0.1.0, 64 bit, on Windows Server 2019 Standard (17763).'),
		finding('doctor.host_running', 'host', 'green', 'The service runs', 'Process 4120; all 7 parts are well.'),
		finding('doctor.store_good', 'data', 'green', 'The store is sound', '412 MiB, schema 3, epoch 1.'),
		finding('doctor.disk_good', 'machine', 'green', 'There is enough disk space', '183.2 GiB of 465.1 GiB are free.'),
		finding('doctor.plugin_good', 'plugins', 'green', 'The plugin is well', 'survey 0.1.0 loads.', '', 'survey'),
	],
};

/** The first look finds what is wrong; a second one, after it was mended, finds nothing. */
export function doctorRoutes(me) {
	let looks = 0;
	const report = (request) => {
		me();
		const language = request.headers['accept-language'] === 'en' ? 'en' : 'zh';
		const wrong = looks++ % 2 === 0 ? kWrong[language] : [];
		const findings = [...wrong, ...kGood[language]];
		const count = (level) => findings.filter((one) => one.level === level).length;
		return { level: count('red') ? 'red' : count('amber') ? 'amber' : 'green', version: '0.1.0', checkedAt: Date.now(), running: true, counts: { red: count('red'), amber: count('amber'), green: count('green') }, findings };
	};
	return [
		['GET', /^\/doctor$/, (_, __, ___, request) => report(request)],
		['GET', /^\/doctor\/bundle$/, () => { me(); return { $type: 'application/zip', $bytes: Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1') }; }],
	];
}
