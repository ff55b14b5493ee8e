export default {
	story: {
		title: 'Whole story of order {number}', lead: 'Dispatch, clocks, visit, call-back, complaint and fine in one list by time; every line says where it is from. A plugin that is down costs only its own lines.',
		file: 'Story-{number}', link: 'Whole story', toRecord: 'See the order in the ERP', at: 'Time', source: 'Source', event: 'What happened', who: 'Who', basis: 'Time is', host: 'Host',
		bases: { event: 'of the event', typed: 'of typing in' }, silent: 'What "{name}" knows cannot be read now: {reason}. The rest is complete; refresh later.',
		none: 'Nothing is known of this order', noneHint: 'Please check number and branch; an order typed into the ERP just now comes with the next reading.',
		recordMade: 'To be written to the ERP: {type}', recordConfirmed: 'Written to the ERP: {type}',
		dispatched: 'Dispatched', finished: 'Finished', taskOpened: 'Call-back task {number} made',
		what: { ordered: 'Ordered', dispatched: 'Dispatched', contacted: 'Customer phoned', appointed: 'Appointment', arrived: 'Technician arrived', completed: 'Completed' },
		params: { true: 'yes', false: 'no' },
	},
};
