export default {
	messages: {
		title: 'Messages', lead: 'Text messages and mails to customers and colleagues: what was sent, what waits, what was not sent and why.', tab: { log: 'Outbox', optouts: 'Opt-outs', channels: 'Channels' },
		notConfigured: 'No channel is set up: no text message or mail is sent.', toChannels: 'Set up channels', none: 'No messages yet', noneHint: 'Messages of the plugins queue up here; you can also send a trial message under "Channels".',
		number: 'No.', channelHead: 'Channel', to: 'To', owner: 'From', aboutHead: 'About', sent: 'Sent', notBefore: 'Not before', expires: 'Not after', byPolicy: 'as set for the host', text: 'Text', one: 'Message {number}',
		forgotten: 'forgotten after its time', channel: { sms: 'SMS', email: 'Mail', letter: 'SMS by the ERP' }, about: { trial: 'trial' },
		stateText: {
			waiting: 'Waits: quiet hours, a gateway that is away, or a queue. It goes on by itself.', sending: 'Is being handed to the gateway.', sent: 'The gateway took it.', failed: 'Was not sent; a person has to decide: send after all, or drop.',
			expired: 'Its time was over before it could be sent.', suppressed: 'Not sent: the person opted out, or it was dropped.',
		},
		retry: 'Send after all', retried: 'Queued again.', drop: 'Drop', dropped: 'Dropped.', dropText: 'A dropped message is not sent by itself any more. Please give a reason; it stands in the audit log.',
		noOptOuts: 'Nobody has opted out', noOptOutsHint: 'Whoever answers TD, T or STOP is added by himself; whoever says so is added here.', source: 'How', sources: { reply: 'own answer', console: 'entered here' }, since: 'Since', by: 'Entered by',
		lastFour: 'Last four digits', addOptOut: 'Add an opt-out', addText: 'Nothing more is sent to this number or address. Only a hash and the last four digits are kept, never the whole number.', fullAddress: 'The whole telephone number or mail address', optedOut: 'Added.',
		removeText: 'Once removed from the opt-outs of "{channel}", {to} gets messages again. Please make sure that the person agrees.', removed: 'Removed.',
		channelsTitle: 'Channels', editChannels: 'Change channels (JSON)', adapter: 'How', adapters: { http: 'SMS gateway (HTTP)', smtp: 'Mail server (SMTP)', erp: 'the ERP sends it' }, target: 'Address', erpRecord: 'interface table for messages in the ERP',
		secrets: 'Secrets: {names}', habits: 'Rules', quiet: 'keeps the quiet hours', notQuiet: 'at any time', recognises: 'gateway recognises repetitions', recognisesNot: 'without an answer a person must look',
		unused: 'not used yet', noChannels: 'No channels yet', noChannelsHint: 'Press "Change channels" and fill in what your SMS gateway or mail server asks for; there is an example below.', secretHint: 'Passwords stand here by name only; set their values under Settings, Passwords and connection strings. Quiet hours and days kept are in Settings too.', toSettings: 'Open the settings',
		example: 'Example and variables', variables: 'Variables:', trial: 'Send a trial', trialTitle: 'A trial message by "{channel}"', trialText: 'A real message is sent: please give your own number or address. Its result stands in the outbox.', trialDefault: 'Left empty: the usual trial text', trialSent: 'The trial is queued; look for its result in the outbox.',
	},
};
