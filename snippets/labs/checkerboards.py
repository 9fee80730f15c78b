# %% [markdown] lang="ko" description="작은 디코더를 학습해 Conv2DTranspose와 UpSampling2D + Conv2D의 바둑판무늬를 재어 보는 실습입니다."
# # 바둑판 무늬는 학습하면 사라질까 { #checkerboards }
#
# 그림을 만드는 모델은 작은 특성 맵(feature map)을 여러 번 키웁니다. [Conv2DTranspose](../transposed/conv2d_transpose.md)로 키우면 결과에 촘촘한 격자가 남을 때가 있습니다. 이것을 **바둑판 무늬**(checkerboard)라고 합니다.
#
# 피하는 방법으로 흔히 두 가지를 권합니다. 커널(kernel) 크기를 보폭(stride)의 배수로 정하거나, [UpSampling2D](../transposed/upsampling.md)로 키운 다음 [Conv2D](../convolution/conv2d.md)로 다듬는 것입니다. 이 실습에서는 작은 디코더(decoder) 하나를 세 가지 방법으로 만들어, 무늬가 얼마나 센지 학습 전과 후에 재 봅니다. 무늬가 어디에서 오는지 알면 걱정할 때와 걱정하지 않아도 될 때를 가릴 수 있습니다.
#
# 먼저 예상해 봅니다.
#
# - 학습하기 전에 무늬가 있는 방법은 어느 것일까요?
# - 학습하고 나면 무늬가 남을까요, 사라질까요?
# %% [markdown] lang="en" description="An experiment you can run: measure the checkerboards of Conv2DTranspose and of UpSampling2D with Conv2D in a tiny decoder, before and after training."
# # Do checkerboards survive training? { #checkerboards }
#
# Models that make pictures enlarge a small feature map several times. With [Conv2DTranspose](../transposed/conv2d_transpose.md) the result may carry a fine grid. It is called a **checkerboard**.
#
# Two ways around it are often recommended: make the kernel size a multiple of the stride, or enlarge with [UpSampling2D](../transposed/upsampling.md) and refine with [Conv2D](../convolution/conv2d.md). In this lab we build one small decoder in three ways and measure how strong the pattern is, before and after training. If you know where the pattern comes from, you know when to worry about it and when not to.
#
# Make a prediction first.
#
# - Which of the ways show the pattern before training?
# - After training, is the pattern still there or is it gone?
# %% [markdown] lang="ko"
# ## 준비 { #setup }
#
# 시드를 정하고, 실행할 때마다 같은 순서로 계산하게 합니다. `float64`는 숫자를 더 자세히 적는 자료형입니다. 기계가 달라도 아래의 숫자가 같게 나오도록 골랐습니다.
# %% [markdown] lang="en"
# ## Set-up { #setup }
#
# We fix the seed and make every run compute in the same order. `float64` is a data type that keeps more digits. We chose it so that the numbers below come out the same on another machine.
# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(0)
tf.config.experimental.enable_op_determinism()
tf.keras.config.set_floatx("float64")
layers = tf.keras.layers
# %% [markdown] lang="ko"
# ## 두 배로 키우는 세 가지 방법 { #three-ways }
#
# 모두 높이와 너비를 두 배로 키웁니다.
#
# - `transpose 3`: `Conv2DTranspose`. 커널 크기 3은 보폭 2의 배수가 아닙니다.
# - `transpose 4`: `Conv2DTranspose`. 커널 크기 4는 보폭 2의 배수입니다.
# - `upsample 3`: 값을 반복하는 `UpSampling2D` 다음에 커널 크기가 3인 `Conv2D`.
# %% [markdown] lang="en"
# ## Three ways to double the size { #three-ways }
#
# All of them double the height and the width.
#
# - `transpose 3`: a `Conv2DTranspose` with kernel size 3, which is not a multiple of the stride, 2.
# - `transpose 4`: a `Conv2DTranspose` with kernel size 4, which is a multiple of the stride, 2.
# - `upsample 3`: an `UpSampling2D`, which repeats values, followed by a `Conv2D` with kernel size 3.
# %%
ways = ("transpose 3", "transpose 4", "upsample 3")


def enlarge(way, filters, activation=None):
    arguments = dict(padding="same", activation=activation)
    if way == "upsample 3":
        return [layers.UpSampling2D(2),
                layers.Conv2D(filters, 3, **arguments)]
    size = 3 if way == "transpose 3" else 4
    return [layers.Conv2DTranspose(filters, size, strides=2, **arguments)]
# %% [markdown] lang="ko"
# ## 모두 1인 입력을 넣으면 { #flat }
#
# 무늬가 하나도 없는 입력, 곧 모든 칸이 1인 입력을 갓 만든 레이어에 넣습니다. 출력 한가운데에서 이웃한 네 칸(2 × 2)을 봅니다. 넷이 다르면 그 차이가 온 화면에 되풀이되어 바둑판 무늬가 됩니다.
# %% [markdown] lang="en"
# ## An input of nothing but 1 { #flat }
#
# We feed an input without any pattern, 1 in every cell, to freshly made layers. Look at four neighbouring cells (2 × 2) in the middle of the output. If the four differ, the difference repeats all over the output, and that is a checkerboard.
# %%
for way in ways:
    layer = tf.keras.Sequential(enlarge(way, 1))
    output = layer(np.ones((1, 8, 8, 1))).numpy()
    print(way, output[0, 8:10, 8:10, 0].round(2).ravel())
# %% [markdown] lang="ko"
# `upsample 3`만 네 칸이 같습니다. `transpose 4`도 네 칸이 다릅니다. 무늬가 오는 곳은 둘입니다.
#
# - **더하는 개수**: `transpose 3`은 칸마다 더해지는 곱의 개수가 다릅니다. [세어 본 그림](../transposed/conv2d_transpose.md#checkerboard)이 있습니다. `transpose 4`는 안쪽의 개수가 모두 같습니다.
# - **쓰는 가중치**(weight): `Conv2DTranspose`에서는 이웃한 네 칸이 커널의 **서로 다른 자리**를 씁니다. 개수가 같아도 갓 만든 가중치는 무작위이므로 합이 서로 다릅니다. `upsample 3`에서는 안쪽의 모든 칸이 커널 전체를 씁니다.
#
# 이번에는 두 번 키워 그림으로 봅니다.
# %% [markdown] lang="en"
# Only `upsample 3` gives four equal cells. With `transpose 4`, too, the four differ. The pattern has two sources.
#
# - **How many are added**: with `transpose 3`, the number of products differs from cell to cell. [This figure](../transposed/conv2d_transpose.md#checkerboard) counts them. With `transpose 4` the numbers inside are all the same.
# - **Which weights are used**: in a `Conv2DTranspose`, the four neighbouring cells use **different places** of the kernel. Fresh weights are random, so the sums differ even where the counts agree. With `upsample 3`, every cell inside uses the whole kernel.
#
# Now we enlarge twice, and look at pictures.
# %% alt_ko="모두 1인 입력을 갓 만든 레이어로 두 번 키운 출력 세 장. transpose 3과 transpose 4에는 촘촘한 격자가 있고 upsample 3은 고른 회색인 그림" alt_en="Three outputs of an input of 1 enlarged twice by freshly made layers: transpose 3 and transpose 4 carry a fine grid, upsample 3 is an even grey"
figure, axes = plt.subplots(1, 3, figsize=(6, 2.3))
for axis, way in zip(axes, ways, strict=True):
    model = tf.keras.Sequential([*enlarge(way, 8, "relu"),
                                 *enlarge(way, 1)])
    output = model(np.ones((1, 8, 8, 1))).numpy()
    middle = output[0, 8:24, 8:24, 0]
    middle = middle - middle.mean()
    axis.imshow(middle, cmap="Greys", vmin=-0.5, vmax=0.5)
    axis.set_title(way, fontsize=10)
    axis.set_xticks([])
    axis.set_yticks([])
plt.show()
# %% [markdown] lang="ko"
# 출력의 가운데 16 × 16칸입니다. 첫 번째 레이어가 만든 무늬는 두 번째 레이어에서 두 배로 커지고, 그 위에 두 번째 레이어의 무늬가 겹칩니다. `upsample 3`에는 아무 무늬도 없습니다.
# %% [markdown] lang="en"
# These are the 16 × 16 cells in the middle of each output. The pattern of the first layer is doubled in size by the second, which lays its own pattern on top. With `upsample 3` there is no pattern at all.
# %% [markdown] lang="ko"
# ## 무늬를 재는 자 { #measure }
#
# 바둑판 무늬는 두 칸마다 되풀이됩니다. 그림을 푸리에 변환(`fft2`)으로 물결들의 합으로 나누면, 가로나 세로로 **두 칸마다 되풀이되는 물결**의 에너지를 따로 더할 수 있습니다. 이것이 물결 전체의 에너지에서 몇 퍼센트인지를 무늬의 세기로 삼습니다. 평균은 미리 빼고, 패딩의 영향을 받는 가장자리 4칸은 쓰지 않습니다.
# %% [markdown] lang="en"
# ## A ruler for the pattern { #measure }
#
# A checkerboard repeats every two cells. The Fourier transform (`fft2`) splits a picture into a sum of waves, so we can add up the energy of the **waves that repeat every two cells**, along rows or along columns. The strength of the pattern is the share of that energy, in percent, in the energy of all waves. The mean is taken away first, and the 4 cells along the border, which feel the padding, are left out.
# %%
def checkerboard(images):
    inner = images[:, 4:-4, 4:-4, 0]
    inner = inner - inner.mean((1, 2), keepdims=True)
    energy = np.abs(np.fft.fft2(inner)) ** 2
    half = energy.shape[1] // 2
    period_2 = np.zeros(energy.shape[1:], bool)
    period_2[half] = True
    period_2[:, half] = True
    return 100 * energy[:, period_2].sum() / energy.sum()
# %% [markdown] lang="ko"
# ## 데이터 { #data }
#
# 디코더가 그릴 것은 가장자리가 부드러운 원반입니다. 입력은 숫자 3개(세로 위치, 가로 위치, 반지름)이고, 답은 32 × 32 그림입니다. 만든 다음, 자가 제대로 재는지 원반과 진짜 바둑판으로 확인합니다.
# %% [markdown] lang="en"
# ## Data { #data }
#
# What the decoder has to draw is a disc with a soft edge. The input is 3 numbers (row, column, radius), the answer a picture of 32 × 32. Having made them, we test the ruler on the discs and on a true checkerboard.
# %%
rng = np.random.default_rng(0)


def discs(count):
    code = rng.uniform(-1, 1, (count, 3))
    row, column, radius = (code * (4, 4, 2) + (15.5, 15.5, 5)).T
    place = np.arange(32)
    distance = np.hypot(place[:, None] - row[:, None, None],
                        place - column[:, None, None])
    image = 1 / (1 + np.exp(distance - radius[:, None, None]))
    return code, image[..., None]


code, target = discs(500)
test_code, test_target = discs(200)
board = np.indices((1, 32, 32, 1)).sum(0) % 2
print(f"discs {checkerboard(test_target):.2f}")
print(f"checkerboard {checkerboard(board):.2f}")
# %% [markdown] lang="ko"
# 원반은 0.00, 바둑판은 100.00입니다. 그러니 디코더의 출력에서 이 값이 크면 답에 없는 무늬를 디코더가 보탠 것입니다.
#
# ## 학습하기 전 { #before }
#
# 디코더는 `Dense`로 8 × 8 특성 맵을 만들고 두 번 키웁니다. 방법마다 시드 다섯 개로 디코더를 새로 만들어 무늬를 잽니다. 줄은 방법과 파라미터(parameter) 수로 시작합니다.
# %% [markdown] lang="en"
# It is 0.00 for the discs and 100.00 for the checkerboard. So where the output of a decoder has a large value, the decoder has added a pattern that is not in the answer.
#
# ## Before training { #before }
#
# The decoder makes an 8 × 8 feature map with `Dense` and enlarges it twice. For each way we measure fresh decoders made from five seeds. Each line begins with the way and its number of parameters.
# %%
def make_decoder(way, seed=0):
    tf.keras.utils.set_random_seed(seed)
    return tf.keras.Sequential([
        layers.Input((3,)),
        layers.Dense(8 * 8 * 8, activation="relu"),
        layers.Reshape((8, 8, 8)),
        *enlarge(way, 8, "relu"),
        *enlarge(way, 1),
    ])


for way in ways:
    shares = []
    for seed in range(5):
        decoder = make_decoder(way, seed)
        shares.append(checkerboard(decoder(test_code).numpy()))
    print(way, decoder.count_params(), np.round(shares, 1))
# %% [markdown] lang="ko"
# 시드에 따라 오르내리지만 `transpose 3`은 19.5에서 50.0, `transpose 4`는 9.5에서 44.4입니다. `upsample 3`은 어느 시드에서도 0.7을 넘지 않습니다. 커널 크기를 보폭의 배수로 정하는 것만으로는 학습하기 전의 무늬를 막지 못했습니다.
#
# ## 학습 { #train }
#
# 답과 출력의 차이를 칸마다 제곱해 평균한 값, 곧 평균 제곱 오차(mean squared error)를 손실(loss)로 학습합니다. 데이터 전체를 한 번 보는 에포크(epoch)를 20번 되풀이하고, 그때마다 무늬를 잽니다. 방법마다 시험 데이터의 손실(`mse`), 학습 전과 후의 출력(`output`)에 든 무늬, 답과의 차이(`error`)에 든 무늬를 적습니다.
# %% [markdown] lang="en"
# It depends on the seed, but `transpose 3` lies between 19.5 and 50.0 and `transpose 4` between 9.5 and 44.4. `upsample 3` is never above 0.7. Making the kernel size a multiple of the stride did not by itself prevent the pattern before training.
#
# ## Training { #train }
#
# The loss is the mean squared error: the difference between answer and output, squared in every cell and averaged. We train for 20 epochs, each of which goes through all data once, and measure the pattern after each. For each way we print the loss on the test data (`mse`), the pattern in the output before and after training (`output`), and the pattern in the difference from the answer (`error`).
# %%
def train(decoder, model, answer):
    model.compile(tf.keras.optimizers.Adam(0.01), "mse")
    shares = [checkerboard(decoder(test_code).numpy())]
    for _ in range(20):
        model.fit(code, answer, batch_size=50, verbose=0)
        shares.append(checkerboard(decoder(test_code).numpy()))
    return shares


curves, drawn = [], []
for way in ways:
    decoder = make_decoder(way)
    curves.append(train(decoder, decoder, target))
    drawn.append(decoder(test_code).numpy())
    error = drawn[-1] - test_target
    print(way, f"mse {np.mean(error**2):.4f}")
    print(f"  output: before {curves[-1][0]:.2f}",
          f"after {curves[-1][-1]:.2f}")
    print(f"  error: {checkerboard(error):.2f}")
# %% alt_ko="에포크에 따른 period 2의 비율을 로그 눈금으로 그린 선 세 개. 모두 처음 몇 에포크에 급히 내려가고 upsample 3이 가장 아래인 그래프" alt_en="Three lines of the share of period 2 over the epochs on a log scale: all fall steeply in the first epochs, and upsample 3 stays lowest"
figure, axis = plt.subplots(figsize=(6.5, 3.4))
styles = ("C0-o", "C1--s", "C2:^")
heights = ("bottom", "top", "center")
for way, curve, style, height in zip(ways, curves, styles, heights,
                                     strict=True):
    axis.plot(curve, style, markersize=4)
    axis.text(20.4, curve[-1], way, color=style[:2], va=height)
axis.set_yscale("log")
axis.set_xticks(range(0, 21, 5))
axis.set_xlabel("epoch")
axis.set_ylabel("period 2 (%)")
axis.spines[["top", "right"]].set_visible(False)
plt.show()
# %% [markdown] lang="ko"
# 세로축은 숫자가 적힌 눈금 하나를 내려갈 때마다 열 배씩 줄어드는 로그 눈금입니다. 무늬는 처음 몇 에포크 만에 급히 줄고, `upsample 3`은 처음부터 끝까지 가장 아래에 있습니다.
# %% [markdown] lang="en"
# The vertical axis is logarithmic: each number down is ten times less. The pattern shrinks fast within the first few epochs, and `upsample 3` stays lowest from start to end.
# %%
def show(pictures, index=3):
    figure, axes = plt.subplots(1, 4, figsize=(7, 2.1))
    names = ("target", *ways)
    for axis, name, picture in zip(axes, names, pictures, strict=True):
        middle = picture[index, 4:-4, 4:-4, 0]
        axis.imshow(middle, cmap="Greys", vmin=0, vmax=1)
        axis.set_title(name, fontsize=10)
        axis.set_xticks([])
        axis.set_yticks([])
# %% alt_ko="답인 원반과, 학습한 디코더 세 개가 그린 원반을 나란히 놓은 그림. 어느 것에도 격자가 보이지 않음" alt_en="The disc of the answer beside the discs drawn by the three trained decoders; no grid can be seen in any of them"
show([test_target, *drawn])
plt.show()
# %% [markdown] lang="ko"
# 학습에 쓰지 않은 원반 하나입니다. 세 디코더의 출력 어디에도 격자는 보이지 않습니다.
# %% [markdown] lang="en"
# This is one disc that was not used in training. No grid can be seen in the output of any of the three decoders.
# %% [markdown] lang="ko"
# `transpose 3`도 `transpose 4`도 학습한 뒤에는 0.01입니다. 평균 제곱 오차는 칸 하나하나를 답과 견주므로, 무늬가 있으면 그만큼 손실이 커집니다. 그래서 학습이 무늬를 지웁니다. 다만 흔적은 남습니다. 답과의 차이(`error`)만 떼어 보면 무늬의 비율이 0.35와 0.57로, `upsample 3`의 0.02보다 큽니다.
#
# ## 손실이 무늬를 보지 못하면 { #blind }
#
# 그렇다면 칸 하나하나를 보지 않는 손실로 학습하면 어떨까요? 디코더 뒤에 [AveragePooling2D](../pooling/average_pooling.md)를 붙여 2 × 2칸의 평균끼리만 견줍니다. 네 칸의 평균만 맞으면 넷이 서로 얼마나 다른지는 손실에 나타나지 않습니다. 디코더와 데이터와 학습 횟수는 그대로입니다. `small mse`가 새 손실을 시험 데이터에서 잰 값입니다.
# %% [markdown] lang="en"
# After training, both `transpose 3` and `transpose 4` are at 0.01. The mean squared error compares every single cell with the answer, so a pattern makes the loss larger. That is why training removes it. A trace is left: in the difference from the answer alone (`error`), the share of the pattern is 0.35 and 0.57, more than the 0.02 of `upsample 3`.
#
# ## A loss that cannot see the pattern { #blind }
#
# What if we train with a loss that does not look at single cells? We put an [AveragePooling2D](../pooling/average_pooling.md) behind the decoder and compare only the means of 2 × 2 cells. As long as the mean of four cells is right, the loss does not tell how much the four differ. The decoder, the data and the number of epochs stay as they were. `small mse` is the new loss on the test data.
# %%
shrink = layers.AveragePooling2D(2)
small, test_small = shrink(target), shrink(test_target)
drawn_blind = []
for way in ways:
    decoder = make_decoder(way)
    model = tf.keras.Sequential([decoder, shrink])
    shares = train(decoder, model, small)
    drawn_blind.append(decoder(test_code).numpy())
    error = shrink(drawn_blind[-1]) - test_small
    print(way, f"small mse {np.mean(error**2):.4f}")
    print(f"  output: before {shares[0]:.2f}", f"after {shares[-1]:.2f}")
# %% alt_ko="2 × 2 평균만 보는 손실로 학습한 디코더 세 개의 출력. transpose 3의 원반은 줄무늬로 끊어지고, transpose 4에는 격자가 있고, upsample 3은 매끈한 그림" alt_en="Outputs of the three decoders trained with a loss that sees only 2 × 2 means: the disc of transpose 3 is cut into stripes, transpose 4 has a grid, upsample 3 is smooth"
show([test_target, *drawn_blind])
plt.show()
# %% [markdown] lang="ko"
# 같은 디코더이고 손실도 작은데, `transpose 3`의 원반은 줄무늬로 끊기고 `transpose 4`의 원반에는 격자가 있습니다. `upsample 3`의 원반은 매끈합니다.
# %% [markdown] lang="en"
# The decoders are the same and the loss is small, yet the disc of `transpose 3` is cut into stripes and that of `transpose 4` carries a grid. The disc of `upsample 3` is smooth.
# %% [markdown] lang="ko"
# ## 알게 된 것 { #conclusion }
#
# 출력에 든 무늬의 세기(퍼센트)를 모았습니다.
#
# | | `transpose 3` | `transpose 4` | `upsample 3` |
# |---|---|---|---|
# | 학습하기 전 | 19.51 | 9.55 | 0.39 |
# | 칸마다 견주는 손실로 학습한 뒤 | 0.01 | 0.01 | 0.00 |
# | 2 × 2 평균만 견주는 손실로 학습한 뒤 | 18.16 | 4.58 | 0.00 |
#
# - 무늬는 **갓 만든 가중치**에서 옵니다. 더하는 개수가 고른 `transpose 4`도 학습하기 전에는 무늬를 냈습니다.
# - 무늬는 **손실이 볼 수 있으면** 학습이 지웁니다. 커널 크기가 3이어도 그랬습니다.
# - 손실이 보지 못하면 `Conv2DTranspose`의 무늬는 남습니다. `transpose 4`가 `transpose 3`보다 덜하지만 없어지지는 않았습니다.
# - `upsample 3`에는 어느 경우에도 무늬가 거의 없었습니다. 그 대신 [곱셈이 더 많습니다](../transposed/upsampling_or_transpose.md#products).
#
# 그러니 커널 크기만 볼 것이 아니라, 손실이 칸 하나하나를 보는지도 확인해야 합니다. 여기서는 손실 두 가지와 작은 그림만 시험했습니다. 적대적 학습(GAN)의 손실은 시험하지 않았습니다.
#
# ## 더 해 보기 { #try-yourself }
#
# - `enlarge`에서 커널 크기 3과 4를 5와 6으로 바꾸어 봅니다. 커널이 크면 무늬가 줄어들까요?
# - `AveragePooling2D(2)`를 `AveragePooling2D(4)`로 바꾸어, 손실이 더 흐릿하게 보게 합니다. `upsample 3`에도 무늬가 생길까요?
# - `UpSampling2D(2)`에 `interpolation="bilinear"`를 주어 봅니다. 학습하기 전의 값이 더 작아질까요?
# %% [markdown] lang="en"
# ## What we found { #conclusion }
#
# The strength of the pattern in the output, in percent:
#
# | | `transpose 3` | `transpose 4` | `upsample 3` |
# |---|---|---|---|
# | Before training | 19.51 | 9.55 | 0.39 |
# | Trained with a loss that compares every cell | 0.01 | 0.01 | 0.00 |
# | Trained with a loss that compares only 2 × 2 means | 18.16 | 4.58 | 0.00 |
#
# - The pattern comes from **fresh weights**. Even `transpose 4`, which adds equally often in every cell, showed it before training.
# - Training removes the pattern **if the loss can see it**. It did so even with a kernel size of 3.
# - Where the loss cannot see it, the pattern of `Conv2DTranspose` stays. `transpose 4` has less of it than `transpose 3`, but it is not gone.
# - `upsample 3` had next to no pattern in any case. In return, it [multiplies more often](../transposed/upsampling_or_transpose.md#products).
#
# So do not look at the kernel size alone: check whether the loss looks at every single cell. We tried two losses and small pictures only. We did not try the loss of adversarial training (GAN).
#
# ## Try yourself { #try-yourself }
#
# - In `enlarge`, change the kernel sizes 3 and 4 to 5 and 6. Does a larger kernel make the pattern weaker?
# - Change `AveragePooling2D(2)` to `AveragePooling2D(4)`, so that the loss sees less detail. Does `upsample 3` now show a pattern, too?
# - Give `UpSampling2D(2)` the argument `interpolation="bilinear"`. Do the values before training become smaller?
