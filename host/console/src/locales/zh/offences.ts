/** Offences of RULES.md §5 by code: proposals of fines, and the settings that name their sums. */
export default {
	offences: {
		'A-SALES-ATTITUDE': '销售、收银服务态度', 'A-SALES-SATISFACTION': '销售、收银不满意', 'A-LOG-LATE': '物流送货延误', 'A-LOG-SATISFACTION': '物流不满意', 'A-LOG-DAMAGE': '物流损坏商品',
		'A-NO-APPOINTMENT-CALL': '派工后 30 分钟内未联系客户', 'A-NOT-IN-TIME': '未按时完成', 'A-MISSED-APPOINTMENT': '失约，客户投诉', 'A-DRINKING': '工作前或工作中饮酒', 'A-CUSTOMER-THINGS': '擅用客户物品',
		'A-EXCHANGE-CAUSED': '因施工造成退换机', 'A-UNSAFE': '带电作业或高空未系安全带', 'A-DAMAGE-ESCALATED': '损坏财物未致歉赔偿，投诉升级', 'A-REPEAT-VISITS': '多次上门未解释，客户投诉', 'A-OVERCHARGE': '多收费或私收费用',
		'A-NO-EXPLANATION': '未讲解使用保养', 'A-NO-ONSITE-CALLBACK': '空调安装未做现场回访', 'A-CUSTOMER-PHONE': '用客户电话回访', 'A-DEPARTMENT': '部门推诿、拖延、处理不公',
		'B-LATE': '迟到', 'B-ABSENT': '旷工', 'B-UNIFORM': '着装不整', 'B-SMOKING': '禁烟区吸烟', 'B-UNTIDY': '工具材料乱放', 'B-REFUSES-WORK': '挑活、不服从安排', 'B-NO-APPOINTMENT-CALL': '30 分钟内未联系客户',
		'B-NOT-IN-TIME': '未在规定时间内完成', 'B-MISSED-APPOINTMENT': '未按约定时间上门', 'B-DRINKING': '饮酒', 'B-CUSTOMER-PHONE': '擅用客户电话或物品', 'B-EXCHANGE-CAUSED': '未核对造成换机', 'B-UNSAFE': '不安全作业',
		'B-DAMAGE-ESCALATED': '损坏财物，投诉升级', 'B-REPEAT-VISITS': '多次上门未解释', 'B-OVERCHARGE': '多收费', 'B-NO-EXPLANATION': '未讲解使用保养', 'B-CARD-BAD': '安装卡填写不合格', 'B-CARD-LOST': '安装卡遗失', 'B-REPUTATION': '损害公司声誉',
	},
};
