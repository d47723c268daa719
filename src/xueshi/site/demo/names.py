"""Invented names of places, units and people; any likeness is chance."""

from __future__ import annotations

from random import Random

LABEL = "合成数据"
"""Stands in the name of the top organisation and on every page, so that nobody takes the county for a real one."""

COUNTY = "安澜县"
TOP = f"{COUNTY}委（{LABEL}）"
DIVISION = "990123"
"""A division code that is not assigned to any place; citizen numbers made with it belong to nobody."""

TOWNSHIPS = (
    "城关镇",
    "临溪镇",
    "石桥镇",
    "柳河镇",
    "双塔镇",
    "白杨镇",
    "沙岭镇",
    "梨园镇",
    "东泽乡",
    "南坪乡",
    "北塘乡",
    "西峪乡",
)
STREETS = ("文昌街道", "滨河街道")
COMMUNITIES = ("和苑", "锦绣", "长安里", "学府", "清风", "望江", "朝阳", "梧桐")

DEPARTMENTS = (
    "县委办公室",
    "县政府办公室",
    "县纪委监委机关",
    "县委组织部",
    "县委宣传部",
    "县委统战部",
    "县委政法委",
    "县委社会工作部",
    "县委党校",
    "县人大机关",
    "县政协机关",
    "县发展和改革局",
    "县财政局",
    "县人力资源和社会保障局",
    "县自然资源局",
    "县住房和城乡建设局",
    "县交通运输局",
    "县农业农村局",
    "县水利局",
    "县商务局",
    "县文化和旅游局",
    "县退役军人事务局",
    "县应急管理局",
    "县审计局",
    "县市场监督管理局",
    "县统计局",
    "县医疗保障局",
    "县信访局",
)
INSTITUTES = (
    "县融媒体中心",
    "县图书馆",
    "县文化馆",
    "县疾病预防控制中心",
    "县公共就业服务中心",
    "县农业技术推广中心",
    "县公路事业发展中心",
    "县不动产登记中心",
    "县政务服务中心",
    "县国有林场",
)
SCHOOLS = (
    "第二中学",
    "第三中学",
    "实验中学",
    "第一小学",
    "第二小学",
    "第三小学",
    "第四小学",
    "实验小学",
    "机关幼儿园",
    "特殊教育学校",
    "教师进修学校",
    "青少年活动中心",
    "招生考试中心",
    "电化教育中心",
)
NEW_UNITS = (
    "星禾电子商务公司",
    "安达物流公司",
    "瑞丰果品合作社",
    "明德律师事务所",
    "诚信会计师事务所",
    "康宁养老服务中心",
    "蓝盾保安公司",
    "恒通网约车行业",
    "快递行业联合",
    "外卖配送行业联合",
    "绿洲家庭农场联合",
    "新苗培训学校",
    "同心社工服务中心",
    "民营医院联合",
    "货车司机行业",
    "个体私营协会",
    "餐饮行业协会",
    "建材商会",
    "家政服务行业",
    "云启软件公司",
    "金穗种业公司",
    "汇丰纺织公司",
    "志远机械公司",
    "乐民商贸公司",
)
FIRMS = (
    "县自来水公司",
    "县公共交通公司",
    "县粮食购销公司",
    "县盐业公司",
    "县新华书店",
    "县烟草营业部",
    "县邮政分公司",
    "县水泥厂",
    "县农机公司",
    "县旅游开发公司",
)

_VILLAGE_HEADS = "张王李赵刘陈杨周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
_VILLAGE_TAILS = ("家庄", "家湾", "家沟", "家寨", "家营", "家堡")

_SURNAMES = (
    ("王李张刘陈", 14),
    ("杨赵黄周吴", 7),
    ("徐孙胡朱高林何郭马罗", 4),
    ("梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕", 2),
    ("苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱", 1),
    ("秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文", 1),
)
_SURNAME_POOL = "".join(surname * weight for surnames, weight in _SURNAMES for surname in surnames)
_MEN = "伟强军勇涛明超刚平辉鹏华飞波斌浩宇亮健峰志建国庆林海松柏山川宏远德正义新民安邦和东"
_WOMEN = "芳娜敏静丽艳娟霞秀英红玲燕梅慧洁莹雪琳玉兰桂珍云萍晶颖倩佳欣怡雅文春华月淑琴晓"

MINORITIES = ("回族", "满族", "蒙古族", "苗族", "壮族", "土家族", "彝族", "侗族")


def villages() -> list[str]:
    """Names of villages, each once, in a fixed order that does not repeat a family name next door."""
    return [head + tail for tail in _VILLAGE_TAILS for head in _VILLAGE_HEADS]


def person_name(random: Random, *, woman: bool) -> str:
    """A surname drawn by its frequency and one or two neutral characters."""
    characters = _WOMEN if woman else _MEN
    given = random.choice(characters) + (random.choice(characters) if random.randrange(4) else "")
    return random.choice(_SURNAME_POOL) + given
