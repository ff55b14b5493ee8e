export default {
	plugins: {
		title: 'Plugins', lead: 'Each plugin runs in a process of its own; one that fails takes nothing else along.', none: 'No plugin is installed', noneHint: 'Install a package at the host: erphost plugin install.',
		enable: 'Enable', disable: 'Disable', restart: 'Restart', enableDone: '"{name}" is being enabled.', disableDone: '"{name}" is disabled.', restartDone: '"{name}" is being restarted.',
		disableText: 'While "{name}" is disabled its pages do not work; new business waits and is handled when it is enabled again. Go on?', reads: 'Reads: ', writes: 'Writes: ', version: 'Version',
		parkedTitle: 'Parked events', parkedLead: 'Events that could not be handled: later ones of the same order wait, all others go on.', noParked: 'No event is parked', noParkedHint: 'That is how it should be; there is nothing to do.',
		position: 'Position', subscription: 'Subscription', eventType: 'Event', cause: 'Cause', retry: 'Retry', skip: 'Skip', retried: 'It will be tried again.', skipped: 'Skipped.',
		skipText: 'The event will not be handled; later ones of the same order go on. Please give a reason; it goes into the audit log.',
	},
	users: {
		title: 'Users & roles', lead: 'Who may sign in, and what they do in which branch.', create: 'New user', none: 'No users yet', noneHint: 'Press "New user" and hand the one-time link to the person.',
		searchHint: 'User name or name', role: 'Role', username: 'User name', displayName: 'Name', grants: 'Roles', created: 'Created', allBranches: 'All branches',
		disabled: 'disabled', locked: 'locked', invited: 'not signed in yet', active: 'active', editTitle: 'Change {name}', mayUse: 'May sign in', addGrant: 'Add a role',
		usernameRule: '1 to 64 lower-case letters, digits, Chinese characters and . _ -', reset: 'Reset password', resetText: 'The present password of "{name}" will stop working, and a one-time link is made. Go on?',
		linkTitle: 'One-time link for {name}', linkText: 'Hand it to the person in a safe way. It works once and is not shown again.',
	},
	tokens: {
		title: 'API tokens', none: 'There are no API tokens', noneHint: 'Make one for every other program that shall use erphost.', create: 'New token', name: 'Purpose', nameHint: 'such as: reporting', days: 'Valid for days',
		expires: 'Expires', lastUsed: 'Last used', revoke: 'Revoke', revokeText: 'Programs that use "{name}" are shut out at once. Go on?', revoked: 'Revoked.', madeText: 'Copy it now, it is not shown again:',
	},
	audit: {
		title: 'Audit log', lead: 'Who changed what, and when. Rows are only ever added.', none: 'Nothing has been changed yet', noneHint: 'Every change will be recorded here by itself.',
		number: 'No.', when: 'When', who: 'Who', action: 'Action', actionHint: 'Action (code)', subject: 'Subject', detail: 'Detail', actions: {
			session_opened: 'Signed in', session_opened_by_link: 'Signed in by link', session_refused: 'Sign-in refused', user_create: 'User created', user_reset: 'Sign-in reset', user_set_password: 'Password set', user_disable: 'User disabled',
			user_enable: 'User enabled', host_signIn: 'Signed in', host_signOut: 'Signed out', host_changeLanguage: 'Language changed', host_setPassword: 'Password set', host_createUser: 'User created', host_changeUser: 'User changed',
			host_resetUser: 'Sign-in reset', host_createToken: 'Token created', host_dropToken: 'Token revoked', host_putSetting: 'Setting changed', setting_put: 'Setting changed', erp_setRecordMode: 'Writing mode changed', erp_putMapping: 'Mapping changed',
			erp_dropRecord: 'Record dropped', erp_replayRecord: 'Record sent again', erp_correctRecord: 'Record corrected', survey_takeNextTask: 'Next call-back taken', survey_leaseTask: 'Call-back taken', survey_releaseTask: 'Call-back put back', survey_recordAttempt: 'Call-back recorded',
			host_retryParked: 'Parked event tried again', host_skipParked: 'Parked event skipped',
		},
	},
	settings: {
		title: 'Settings', lead: 'Each takes effect from a date; earlier business is still judged by what held then.', scope: 'Scope', hostScope: 'Host', none: 'Nothing can be set here', noneHint: 'Please choose another scope above.',
		setting: 'Setting', inForce: 'In force', since: 'Since', default: 'default', planned: 'To come', newValue: 'New value', effectiveFrom: 'Effective from', difference: 'Before and after', same: 'The same as now.', value: 'Value',
		past: 'That date is past: business since then will be judged anew.', history: 'History', changedBy: 'Changed by', restore: 'Use this', apply: 'Apply', saved: 'Saved, in force from {date}.',
		entry: 'Entry', add: 'Add a row', noEntries: 'Nothing yet: click “Add a row”.', newName: 'new', yes: 'yes', no: 'no', yuan: 'yuan', asJson: 'Edit as text (JSON)', asTable: 'Edit as table', notJson: 'Not valid JSON: {text}',
		fields: {
			fen: 'Amount', from: 'From', to: 'To', unit: 'Unit', count: 'Number', title: 'Name', name: 'Name', zh: 'Chinese', en: 'English', role: 'Role', roles: 'Roles', level: 'Level', percent: 'Per cent', enabled: 'Enabled',
			minutes: 'minutes', hours: 'hours', days: 'days', office_minutes: 'office minutes', working_days: 'working days', same_day: 'same day', branch: 'Branch', superior: 'Superior', technician: 'Technician', provider: 'Provider', department: 'Department',
			store: 'Store', logistics: 'Logistics', after_sales: 'After-sales', sales_counter: 'Sales counter', on_site: 'On-site work', carry_in: 'Carry-in',
		},
		host: { go_live_date: { title: 'Go-live date', help: 'Only business finished on or after this day counts; earlier ones make no tasks, clocks or fines. While it is not set there are no tasks.' } },
	},
};
