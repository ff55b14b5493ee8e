export default {
	common: {
		confirm: 'OK', cancel: 'Cancel', close: 'Close', back: 'Back', save: 'Save', yuan: 'yuan', inYuan: '{what} (yuan)', saved: 'Saved.', edit: 'Change', remove: 'Remove', copy: 'Copy',
		copied: 'Copied.', notCopied: 'The browser does not allow copying; please select the text and copy it yourself.', again: 'Try again', discard: 'Discard changes',
		print: 'Print', state: 'State', actions: 'Actions', branch: 'Branch', reason: 'Reason', reasonNeeded: 'Please give a reason.',
		choose: 'Choose', all: 'All', from: 'From', to: 'To', day: 'Day', month: 'Month', file: 'Choose a file',
		remedy: 'What to do: ', correlation: 'Trace', comma: ', ', colon: ': ', unsaved: 'Not saved', leaveDraft: 'The changes are not saved and will be lost. Leave all the same?',
	},
	list: {
		search: 'Search', reset: 'Clear filters', refresh: 'Refresh', export: 'Export', exporting: '{n} rows read…', shown: 'Rows shown: {n}', total: 'Rows: {n}',
		moreColumns: '{n} more column on a wider window; the export has all | {n} more columns on a wider window; the export has all', perPage: '{n} a page', page: 'Page {n}', pageSize: 'Rows a page', previous: 'Previous page', next: 'Next page',
		nothingFound: 'Nothing matches', nothingFoundHint: 'Please widen or clear the filters.',
	},
	time: { never: 'never', ago: '{span} ago', seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} days' },
	menu: {
		groupOperation: 'Operation', groupWork: 'After-sales', groupAdmin: 'Administration',
		overview: 'Overview', erp: 'ERP sync', erpRecord: 'As the ERP sees it', messages: 'Messages', plugins: 'Plugins', trust: 'Trusted keys', users: 'Users & roles', audit: 'Audit log', settings: 'Settings', doctor: 'Check-up', setup: 'First setup', imports: 'Go-live import',
	},
	screen: { empty: 'Nothing here yet', gone: 'There is no such page', goneHint: 'Its plugin is disabled, or your role does not show it.', yes: 'Yes', no: 'No' },
	layout: { skip: 'Skip to content', menu: 'Menu', language: 'Language', account: 'Account', developer: 'Developer mode: plugins that nobody signed can be installed and run; anybody may have changed them. Switch it off in host.json before real use.' },
	health: {
		unknown: 'asking…', good: 'All is well', process: 'A part has stopped', erp: 'The ERP is away', entity: 'Reading the ERP has a problem', down: 'The host does not answer',
		downText: 'erphost cannot be reached: it is starting again, or the line is down. What you entered is kept and goes on by itself; after a minute, please tell an administrator.',
	},
	session: {
		changePassword: 'Change password', leave: 'Sign out', leaveText: 'You will have to sign in again. Call-backs that are not saved yet stay on this computer. Sign out?',
		currentPassword: 'Present password', newPassword: 'New password', repeatPassword: 'Once more', notTheSame: 'The two passwords are not the same.',
		passwordRule: 'At least 8 characters, for example a few unrelated words; not the user name.', passwordChanged: 'The password is changed.',
	},
	signin: {
		title: 'Sign in', lead: 'After-sales beside your ERP', username: 'User name', password: 'Password', signIn: 'Sign in', setPassword: 'Set password and go on',
		help: 'Forgotten it? An administrator can make you a one-time link, or at the host: erphost user reset NAME.',
		usingLink: 'Signing in by the one-time link…', choosePassword: 'Welcome, {name}. Please choose the password that you will sign in with from now on.',
		expired: 'Your session has ended. Sign in again to get back to where you were.',
	},
	nothing: {
		lost: 'There is no such page', noRole: 'Your role does not show this page', chooseFromMenu: 'Please choose from the menu at the left.', askAdmin: 'You have no role yet. Please ask an administrator to give you one under "Users & roles".',
	},
	problem: {
		unknown: { title: 'It did not work', remedy: 'Please try again; if it goes on, give the trace number to an administrator.' },
		network_unreachable: { title: 'The host cannot be reached', detail: 'The request did not get through, or no answer came back.', remedy: 'Check the network. Trying again is safe: nothing is recorded twice.' },
		network_timeout: { title: 'The host has not answered for long', detail: 'The work may still go on.', remedy: 'Refresh and look at the result before trying again.' },
		network_not_json: { title: 'The answer cannot be understood', detail: 'It (status {status}) does not come from erphost; a proxy or firewall may stand in between.', remedy: 'Please tell your network administrator.' },
		console_bug: { title: 'The page made a mistake', detail: '', remedy: 'Please reload the page and try again.' },
	},
	roles: {
		admin: 'Administrator', it: 'IT', service_manager: 'Service manager', callback_clerk: 'Call-back clerk', settlement_clerk: 'Settlement clerk', central_keeper: 'Central warehouse keeper',
		engineer: 'Engineer', branch_manager: 'Branch after-sales manager', dispatch_clerk: 'Dispatch clerk', parts_clerk: 'Parts clerk', store_manager: 'Store manager', logistics_manager: 'Logistics manager',
		technician: 'Technician', cashier: 'Cashier', finance: 'Finance', hr: 'HR', executive: 'Executive',
	},
};
