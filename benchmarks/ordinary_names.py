"""Names of people and companies that are on no list: those in news articles, and usual names put together at random.

Every culture's given names go with its own family names, as often as chance has it.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

_CULTURES = {
    "English": (
        "James Mary Robert Patricia Michael Jennifer David Linda William Elizabeth Richard Susan Thomas "
        "Jessica Charles Sarah Daniel Karen Matthew Lisa Anthony Nancy Mark Betty Steven Sandra Andrew Ashley "
        "Kevin Emily Brian Donna",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Thompson "
        "White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson "
        "Carter Mitchell",
    ),
    "Spanish": (
        "Antonio Maria Jose Carmen Manuel Ana Francisco Isabel Luis Laura Javier Lucia Carlos Marta Miguel "
        "Elena Rafael Cristina Pedro Paula Pablo Rosa Sergio Pilar Fernando Teresa Jorge Beatriz Alberto "
        "Silvia Alvaro Julia",
        "Garcia Fernandez Gonzalez Rodriguez Lopez Martinez Sanchez Perez Gomez Martin Jimenez Ruiz Hernandez "
        "Diaz Moreno Munoz Alvarez Romero Alonso Gutierrez Navarro Torres Dominguez Vazquez Ramos Gil Ramirez "
        "Serrano Blanco Molina",
    ),
    "French": (
        "Jean Marie Pierre Nathalie Michel Isabelle Philippe Sylvie Alain Catherine Nicolas Martine "
        "Christophe Christine Patrick Valerie Frederic Sandrine Laurent Stephanie Julien Sophie David Celine "
        "Sebastien Aurelie Thomas Camille",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel "
        "Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller "
        "Faure Andre Mercier",
    ),
    "German": (
        "Peter Ursula Michael Monika Thomas Petra Andreas Sabine Wolfgang Renate Klaus Helga Jurgen Karin "
        "Stefan Brigitte Christian Andrea Uwe Claudia Werner Susanne Hans Gabriele Frank Martina Markus "
        "Angelika Matthias Birgit",
        "Muller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein "
        "Wolf Schroder Neumann Schwarz Zimmermann Braun Kruger Hofmann Hartmann Lange Werner Krause Lehmann "
        "Kohler Maier Konig",
    ),
    "Italian": (
        "Giuseppe Maria Giovanni Anna Antonio Giuseppina Mario Rosa Luigi Angela Francesco Giovanna Angelo "
        "Teresa Vincenzo Lucia Pietro Carmela Salvatore Caterina Carlo Francesca Franco Antonietta Domenico "
        "Carla Bruno Elena Paolo Rita",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa "
        "Giordano Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara "
        "Galli Martini Leone Longo",
    ),
    "Russian": (
        "Aleksandr Elena Sergei Olga Vladimir Natalia Andrei Tatiana Alexey Irina Dmitry Svetlana Mikhail "
        "Anna Nikolai Marina Igor Ekaterina Yuri Lyudmila Viktor Galina Evgeny Maria Ivan Nadezhda Oleg Yulia "
        "Pavel Vera",
        "Smirnov Popov Lebedev Kozlov Novikov Morozov Volkov Solovyov Vasiliev Zaitsev Pavlov Semyonov "
        "Golubev Vinogradov Bogdanov Vorobyov Fyodorov Mikhailov Belyaev Tarasov Belov Komarov Orlov Kiselyov "
        "Makarov Andreev",
    ),
    "Ukrainian": (
        "Oleksandr Olena Serhii Natalia Volodymyr Tetiana Andrii Iryna Mykola Oksana Yurii Svitlana Ihor "
        "Liudmyla Vasyl Halyna Petro Mariia Viktor Hanna Ivan Kateryna Taras Yuliia Bohdan Viktoriia Roman "
        "Nadiia",
        "Melnyk Shevchenko Kovalenko Bondarenko Boiko Tkachenko Kravchenko Kovalchuk Koval Oliinyk Shevchuk "
        "Polishchuk Savchenko Bondar Tkachuk Marchenko Lysenko Rudenko Moroz Petrenko Klymenko Pavlenko "
        "Kravets Savchuk Kuzmenko",
    ),
    "Arabic": (
        "Mohammed Fatima Ahmed Aisha Ali Maryam Omar Zainab Hassan Khadija Ibrahim Layla Youssef Noor Khalid "
        "Sara Mahmoud Huda Mustafa Amina Abdullah Salma Tariq Rania Karim Yasmin Samir Dina Walid Hala",
        "Haddad Khoury Najjar Hamdan Mansour Nasser Saleh Shaheen Khalil Darwish Sabbagh Qasim Awad Farah "
        "Sharif Bishara Zayed Masri Hijazi Halabi Baghdadi Tamimi Qureshi Hashimi Rashid Salem Jaber Barakat "
        "Kanaan Saad",
    ),
    "Persian": (
        "Reza Zahra Hossein Fatemeh Amir Maryam Mehdi Leila Saeed Shirin Hamid Narges Farhad Parisa Behrouz "
        "Mina Dariush Roya Kamran Sahar Arash Nasrin Babak Azadeh Siavash Mahsa Bijan Pegah",
        "Ahmadi Hosseini Mohammadi Karimi Rezaei Moradi Jafari Rahimi Hashemi Sadeghi Ebrahimi Ghasemi Kazemi "
        "Bagheri Shirazi Tehrani Esfahani Farahani Yazdani Norouzi Zand Shahbazi Amini Akbari Mousavi Najafi",
    ),
    "Chinese": (
        "Wei Fang Xiuying Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xiulan Xia Ping "
        "Gang Guiying Hui Jianguo Haiyan Zhiqiang Xiaoming Wenjie Yulan",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie "
        "Song Tang Deng",
    ),
    "Korean": (
        "Minjun Seoyeon Jihoon Jiwoo Hyunwoo Minseo Dongwook Soojin Youngho Eunji Sungmin Hyejin Jaewon Yuna "
        "Taehyun Sunhee Kyungsoo Miyoung Junho Boram",
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Jeon Hong Yoo Ko "
        "Moon Yang Son",
    ),
    "Japanese": (
        "Hiroshi Yoko Takashi Keiko Kenji Yumi Satoshi Naoko Makoto Akiko Daisuke Haruka Kazuo Emi Yuki "
        "Sakura Shota Mai Ryota Aoi Taro Hanako Ichiro Michiko",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki "
        "Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ishikawa Ogawa Okada "
        "Goto",
    ),
    "Indian": (
        "Rajesh Priya Amit Anjali Sanjay Sunita Vijay Kavita Ramesh Pooja Suresh Neha Anil Deepa Rahul Meena "
        "Arun Lakshmi Manoj Rekha Ashok Shweta Vikram Divya Ravi Geeta",
        "Sharma Patel Singh Kumar Gupta Verma Reddy Rao Nair Iyer Mehta Joshi Das Mukherjee Banerjee "
        "Chatterjee Shah Desai Kapoor Malhotra Agarwal Bose Pillai Menon Chopra Bhatt",
    ),
    "Pakistani": (
        "Muhammad Ayesha Usman Sana Bilal Hina Imran Nadia Asif Saima Kamran Rabia Faisal Mehwish Shahid Zara "
        "Waqar Bushra Nadeem Uzma",
        "Khan Ahmed Malik Hussain Butt Chaudhry Qureshi Sheikh Raja Mirza Baig Siddiqui Ansari Iqbal Javed "
        "Mahmood Akhtar Rehman Aslam Awan",
    ),
    "Turkish": (
        "Mehmet Fatma Mustafa Ayse Ahmet Emine Ali Hatice Huseyin Zeynep Hasan Elif Ibrahim Meryem Murat "
        "Serife Emre Zehra Burak Sultan Kemal Hulya",
        "Yilmaz Kaya Demir Celik Sahin Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan Cetin "
        "Kara Koc Kurt Ozkan Simsek Polat Korkmaz",
    ),
    "African": (
        "Chinedu Ngozi Kwame Ama Oluwaseun Funke Tunde Adaeze Kofi Abena Themba Nomsa Sipho Thandi Juma "
        "Wanjiru Otieno Achieng Mwangi Njeri Amadou Aminata Moussa Fatou",
        "Okafor Adeyemi Mensah Owusu Eze Okonkwo Balogun Asante Dlamini Nkosi Zulu Khumalo Kamau Ochieng "
        "Diallo Traore Ndiaye Toure Keita Mutombo Kabila Banda Phiri Mwale",
    ),
    "Nordic": (
        "Lars Anna Erik Karin Anders Eva Per Kristina Johan Ingrid Nils Maja Ole Sofie Henrik Astrid Mikkel "
        "Freja Jukka Aino Matti Tuula",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsen Hansen Nielsen Jensen Pedersen Berg Lund "
        "Korhonen Virtanen Makinen Nieminen Lindqvist Bergstrom Holm",
    ),
    "Portuguese": (
        "Joao Ana Paulo Juliana Marcos Adriana Rodrigo Fernanda Thiago Camila Bruno Leticia Rui Ines Tiago "
        "Catarina Gustavo Larissa Felipe Vanessa",
        "Silva Santos Oliveira Souza Pereira Lima Carvalho Ferreira Ribeiro Almeida Costa Gomes Martins "
        "Araujo Melo Barbosa Cardoso Teixeira Correia Nunes",
    ),
}
_NAME = re.compile(
    r"(?<![.!?:\n\"“] )(?<![\w.])(?:[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?)(?: [A-Z][a-z]+(?:[-'][A-Z][a-z]+)?){1,3}"
)
_NOT_NAMES = frozenset(
    "The This That These Those It He She They We You I In On At But And Or If When As For With".split()
)


def at_random(count: int, chance: random.Random) -> Iterator[str]:
    """Names of people: mostly a given and a family name, now and then two of one."""
    cultures = sorted(_CULTURES)
    for _ in range(count):
        given, family = (part.split() for part in _CULTURES[chance.choice(cultures)])
        names = [chance.choice(given), chance.choice(family)]
        if chance.random() < 0.25:
            names.insert(1, chance.choice(given if chance.random() < 0.5 else family))
        yield " ".join(dict.fromkeys(names))


def in_news(folder: Path) -> set[str]:
    """What looks like a name in the articles under `folder`: two to four capitalised words within a sentence."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for match in _NAME.finditer(json.loads(line)["text"]):
                    if match.group().split()[0] not in _NOT_NAMES:
                        found.add(match.group())
    return found
