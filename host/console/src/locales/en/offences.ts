export default {
	offences: {
		'A-SALES-ATTITUDE': 'Sales or cashier: attitude', 'A-SALES-SATISFACTION': 'Sales or cashier: dissatisfaction', 'A-LOG-LATE': 'Logistics: late', 'A-LOG-SATISFACTION': 'Logistics: dissatisfaction', 'A-LOG-DAMAGE': 'Logistics: goods damaged',
		'A-NO-APPOINTMENT-CALL': 'Not phoned within 30 min of dispatch', 'A-NOT-IN-TIME': 'Not finished in time', 'A-MISSED-APPOINTMENT': 'Missed appointment, complaint', 'A-DRINKING': 'Drinking at or before work', 'A-CUSTOMER-THINGS': 'Used the customer\'s things',
		'A-EXCHANGE-CAUSED': 'Unit exchanged because of the work', 'A-UNSAFE': 'Live work or no safety belt', 'A-DAMAGE-ESCALATED': 'Damage without apology, escalated', 'A-REPEAT-VISITS': 'Several visits unexplained, complaint', 'A-OVERCHARGE': 'Overcharged, or kept for himself',
		'A-NO-EXPLANATION': 'Use and care not explained', 'A-NO-ONSITE-CALLBACK': 'AC install without on-site call-back', 'A-CUSTOMER-PHONE': 'Called in from the customer\'s phone', 'A-DEPARTMENT': 'Department shirks, is slow, unfair',
		'B-LATE': 'Late for work', 'B-ABSENT': 'Absent', 'B-UNIFORM': 'Work clothes incomplete', 'B-SMOKING': 'Smoking where forbidden', 'B-UNTIDY': 'Tools and material left lying', 'B-REFUSES-WORK': 'Refuses work', 'B-NO-APPOINTMENT-CALL': 'Not phoned within 30 min',
		'B-NOT-IN-TIME': 'Not done within the limit', 'B-MISSED-APPOINTMENT': 'Not at the agreed time', 'B-DRINKING': 'Drinking', 'B-CUSTOMER-PHONE': 'Used the customer\'s phone or things', 'B-EXCHANGE-CAUSED': 'Not checked, unit exchanged', 'B-UNSAFE': 'Unsafe work',
		'B-DAMAGE-ESCALATED': 'Damage, escalated', 'B-REPEAT-VISITS': 'Several visits unexplained', 'B-OVERCHARGE': 'Overcharged', 'B-NO-EXPLANATION': 'Use and care not explained', 'B-CARD-BAD': 'Install card badly filled in', 'B-CARD-LOST': 'Install card lost', 'B-REPUTATION': 'Harms the company\'s name',
	},
};
