#!/usr/bin/env python3
"""A file of firms that are not: Chinese cities by four-digit industries, with real clusters among them.

usage: generate_firms.py ROWS [--encoding gb18030] [--seed 1] >FILE

Nine industries of ten are spread over the cities by these cities' size; of each tenth
industry four fifths of the firms are in three cities.  The same arguments, the same file.
"""
import argparse
import random
import sys

# Provinces and how many cities each of them has.
PROVINCES = {
    '北京市': 1, '天津市': 1, '上海市': 1, '重庆市': 1, '河北省': 11, '山西省': 11, '内蒙古自治区': 12, '辽宁省': 14, '吉林省': 9,
    '黑龙江省': 13, '江苏省': 13, '浙江省': 11, '安徽省': 16, '福建省': 9, '江西省': 11, '山东省': 16, '河南省': 18, '湖北省': 17,
    '湖南省': 14, '广东省': 21, '广西壮族自治区': 14, '海南省': 4, '四川省': 21, '贵州省': 9, '云南省': 16, '西藏自治区': 7,
    '陕西省': 10, '甘肃省': 14, '青海省': 8, '宁夏回族自治区': 5, '新疆维吾尔自治区': 14,
}
BRANCHES = ['农业', '采矿业', '食品制造业', '纺织业', '化学原料业', '金属制品业', '通用设备制造业', '汽车制造业', '电子设备制造业', '建筑业',
            '批发业', '零售业', '运输业', '软件业', '商务服务业']
KINDS = ['有限责任公司', '股份有限公司', '个人独资企业', '合伙企业', '外商投资企业']
HEADER = '企业编号,企业名称,省份,城市,行业代码,行业名称,从业人数,营业收入,成立年份,登记类型,经度,纬度'
ROWS_AT_ONCE = 10000


def cities(chance):
    """City and province, and a weight each: a few are large."""
    found = [(name, f'{name.rstrip("省市")}{n:02d}市') for name, count in PROVINCES.items() for n in range(1, count + 1)]
    return found, [chance.paretovariate(1.1) for _ in found]


def industries(chance):
    """Codes of four digits with their branch, and a weight each."""
    found = [(f'{division:02d}{group}{rest}', BRANCHES[division % len(BRANCHES)]) for division in range(1, 97) for group in (1, 2, 3) for rest in (0, 1, 2)]
    return found, [chance.paretovariate(1.5) for _ in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('rows', type=int)
    parser.add_argument('--encoding', default='utf-8')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    places, place_weights = cities(chance)
    branches, branch_weights = industries(chance)
    homes = {code: chance.choices(places, place_weights, k=3) for code, _ in branches[::10]}
    sizes = [max(1, round(chance.lognormvariate(2, 1.3))) for _ in range(1 << 16)]
    write, number = sys.stdout.buffer.write, 0
    write(f'{HEADER}\n'.encode(options.encoding))
    while number < options.rows:
        rows = min(ROWS_AT_ONCE, options.rows - number)
        lines = []
        for (province, city), (code, branch), size, luck in zip(chance.choices(places, place_weights, k=rows), chance.choices(branches, branch_weights, k=rows),
                                                                chance.choices(sizes, k=rows), chance.choices(range(60000), k=rows)):
            if code in homes and luck % 5:
                province, city = homes[code][luck % 3]
            number += 1
            lines.append(f'{number:08d},{city}{branch}{luck}号,{province},{city},{code},{branch},{size},{size * (20 + luck % 80)},{1980 + luck % 44},'
                         f'{KINDS[luck % 5]},{75 + luck / 1000:.3f},{18 + luck / 2000:.3f}\n')
        write(''.join(lines).encode(options.encoding))


if __name__ == '__main__':
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
