export default {
	process: { front: 'Web front', sync: 'ERP sync' },
	overview: {
		title: 'Overview', lead: 'How the parts and the ERP are doing; where something is wrong, it says what to do.', version: 'Version {version}, started {since}',
		allGood: 'All is well', allGoodText: 'Every part is running, the ERP is connected, and nothing waits for you.', goThere: 'Go there',
		erp: 'ERP connection and writing', store: 'Store', storeSize: 'Size of the data', epoch: 'Restores', epochHint: 'rises with every restore from a backup', parked: 'Parked events',
		processes: 'Parts', process: 'Part', entities: 'Read from the ERP', since: 'for {span}', sinceHead: 'Changed', memory: 'Memory', restarts: 'Restarts', note: 'Remark',
		nextStart: 'starts again in {span}',
		trouble: {
			quarantined: '"{name}" stopped again and again and is quarantined', quarantinedRemedy: 'Everything else goes on. Look at the cause, then restart it under "Plugins" or go back to the previous version.',
			backoff: '"{name}" stopped and will be started again', backoffRemedy: 'It usually recovers within seconds; if it keeps happening, look into the log.',
			noErp: 'No ERP is set up', noErpRemedy: 'Load the mapping of your ERP under "ERP sync → Mapping" and set the connection secrets at the host.',
			away: '{link} has been away for {since}', awayRemedy: 'Check the ERP\'s database server and the network. Work goes on meanwhile; nothing is lost, everything is caught up by itself.',
			failing: '"{entity}" cannot be read', failingRemedy: 'See the reason under "ERP sync"; "Check" finds what is wrong in the mapping.',
			paused: 'Reading of "{entity}" is paused', pausedRemedy: 'The ERP\'s table has probably changed: compare the mapping, then press "Accept the change".',
			refused: '{n} records could not be written into the ERP', refusedDetail: 'They hold up no other order.', refusedRemedy: 'Look at the ERP\'s reason, correct and send again, or drop with a reason.',
			parked: '{n} events failed and are parked', parkedDetail: 'Later events of the same order wait, all others go on.', parkedRemedy: 'Look at the cause, then retry, or skip with a reason.',
		},
	},
	states: {
		process: { starting: 'starting', ready: 'running', stopping: 'stopping', stopped: 'stopped', backoff: 'waiting', quarantined: 'quarantined', disabled: 'disabled' },
		link: { up: 'connected', away: 'away', probing: 'trying', unknown: 'unknown' },
		entity: { new: 'not yet read', ok: 'good', pulling: 'reading', paused: 'paused', failing: 'failing', away: 'ERP away' },
		outbox: { waiting: 'waiting', sending: 'sending', unknown: 'unclear', confirmed: 'confirmed', superseded: 'superseded', refused: 'refused', dropped: 'dropped', held: 'queued' },
		mode: { off: 'Off', dry_run: 'Dry run', hand_list: 'Hand list', on: 'On' },
		parked: { parked: 'parked', held: 'waits', skipped: 'skipped', done: 'done' },
		finding: { ok: 'good', warning: 'note', error: 'error' },
	},
};
