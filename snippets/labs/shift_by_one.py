# %% [markdown] lang="ko" description="입력을 한 칸 옮길 때 출력이 얼마나 달라지는지 보폭과 풀링마다 재어 보는 실습입니다."
# # 한 칸 움직이면 출력은 얼마나 달라질까 { #shift-by-one }
#
# "풀링(pooling)이 있으면 입력이 조금 움직여도 출력이 달라지지 않는다"는 말을 흔히 듣습니다. 얼마나 맞는 말일까요? 길이를 절반으로 줄이는 방법을 여럿 놓고, 입력을 한 스텝(step) 옮겼을 때 출력이 얼마나 움직이는지 **재어** 봅니다.
#
# 실제 신호는 기록을 조금 늦게 시작하기만 해도 한 스텝 밀립니다. 그때마다 답이 바뀌는 모델이라면 곤란합니다.
#
# 먼저 예상해 봅니다.
#
# - [`strides`](../convolution/conv1d.md#strides), [`MaxPooling1D`](../pooling/max_pooling.md), [`AveragePooling1D`](../pooling/average_pooling.md) 가운데 출력이 가장 덜 달라지는 것은 무엇일까요?
# - 한 스텝보다 네 스텝, 네 스텝보다 여덟 스텝 옮겼을 때 더 많이 달라질까요?
# %% [markdown] lang="en" description="An experiment you can run: how much does the output move when the input moves by one, for strides and for pooling?"
# # How much changes when the input moves by one { #shift-by-one }
#
# One often hears that with pooling the output does not change when the input moves a little. How true is that? We take several ways to halve a length, move the input by one step and **measure** how far the output goes.
#
# A real signal moves by one step as soon as its recording starts a little later. A model whose answer changes each time is of little use.
#
# Make your predictions first.
#
# - [`strides`](../convolution/conv1d.md#strides), [`MaxPooling1D`](../pooling/max_pooling.md), [`AveragePooling1D`](../pooling/average_pooling.md): whose output changes least?
# - Does the output change more after four steps than after one, and more after eight than after four?
# %% [markdown] lang="ko"
# ## 절반으로 줄이는 여러 방법 { #halving }
#
# - `strides`: 두 스텝에 하나씩 고릅니다. 보폭(stride)이 2인 합성곱이 하는 일입니다. 길이 1인 창(window)을 두 칸씩 옮기면 됩니다.
# - `max`: 두 값 가운데 큰 값을 남깁니다.
# - `mean`: 두 값의 평균을 냅니다.
# - `blur`: 이웃한 값끼리 평균을 내어 흐리게 한 다음 `mean`을 합니다. 세 값을 1 : 2 : 1로 섞는 셈입니다.
# - `max+blur`: 보폭 1로 최댓값을 구한 다음 `blur`를 합니다.
# - `none`: 줄이지 않습니다. 견줄 기준입니다.
#
# 출력되는 숫자가 컴퓨터에 따라 달라지지 않도록 `float64`로 계산합니다.
# %% [markdown] lang="en"
# ## Ways to halve a length { #halving }
#
# - `strides`: take every other step. This is what a convolution with a stride of 2 does. A window of length 1 that moves two cells at a time will do.
# - `max`: keep the larger of two values.
# - `mean`: take the mean of two values.
# - `blur`: take the mean of neighbours to blur them, then `mean`. Together that mixes three values in the ratio 1 : 2 : 1.
# - `max+blur`: take the maximum with a stride of 1, then `blur`.
# - `none`: do not shrink. This is what we compare with.
#
# We compute in `float64`, so that the printed numbers do not depend on the computer.
# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(0)
tf.config.experimental.enable_op_determinism()
tf.keras.config.set_floatx("float64")
layers = tf.keras.layers


def pool(layer, length, strides):
    return layer(length, strides=strides, padding="same")


top, mean = layers.MaxPooling1D, layers.AveragePooling1D
shrink = {
    "strides": lambda: [pool(top, 1, 2)],
    "max": lambda: [pool(top, 2, 2)],
    "mean": lambda: [pool(mean, 2, 2)],
    "blur": lambda: [pool(mean, 2, 1), pool(mean, 2, 2)],
    "max+blur": lambda: [pool(top, 2, 1), *shrink["blur"]()],
    "none": lambda: [],
}
# %% [markdown] lang="ko"
# 값 `[2, 4, 1]`로 된 작은 봉우리를 0, 1, 2스텝 옮겨 가며 네 방법에 넣습니다. 더 작은 예는 [MaxPooling 페이지](../pooling/max_pooling.md#shift)에 있습니다.
# %% [markdown] lang="en"
# A small bump of the values `[2, 4, 1]`, moved by 0, 1 and 2 steps, goes through four of them. There are smaller examples on the [MaxPooling page](../pooling/max_pooling.md#shift).
# %% alt_ko="봉우리를 0, 1, 2스텝 옮겼을 때 네 방법의 출력 막대. 0스텝과 2스텝의 막대는 높이가 같고 자리만 다르며, 1스텝에서는 높이가 다른 모습" alt_en="Bars of the output of four ways for a bump moved by 0, 1 and 2 steps. The bars for 0 and 2 steps have the same heights in other places; for 1 step the heights differ"
def apply(kind, x):
    for layer in shrink[kind]():
        x = layer(x)
    return np.array(x)


bump = np.zeros((1, 12, 1))
bump[0, 4:7, 0] = 2, 4, 1
kinds = ["strides", "max", "mean", "blur"]
fig, axes = plt.subplots(4, 3, figsize=(7, 4.5), sharex=True, sharey=True)
for line, kind in zip(axes, kinds, strict=True):
    for move, ax in enumerate(line):
        x = np.roll(bump, move, axis=1)
        y = apply(kind, x)[0, :, 0]
        ax.bar(np.arange(6) * 2 + 0.5, y, width=1.8, color="C2", alpha=0.6)
        ax.plot(x[0, :, 0], "o-", color="C0", markersize=3, linewidth=1)
        ax.set(xticks=[], yticks=[0, 4])
        ax.spines[["top", "right"]].set_visible(False)
        axes[0, move].set_title(f"move={move}")
    line[0].set_ylabel(kind)
plt.show()
# %% [markdown] lang="ko"
# 점이 입력, 막대가 출력입니다. 두 스텝 옮기면 막대가 한 칸 옮겨 갈 뿐 높이는 그대로이고, 한 스텝 옮기면 네 방법 모두 **높이가 달라집니다**.
#
# 막대의 합을 0, 1, 2스텝 순서로 적어 봅니다.
# %% [markdown] lang="en"
# Dots are the input, bars the output. Moved by two steps, the bars move by one cell and keep their heights. Moved by one step, **the heights change** in all four.
#
# Here are the sums of the bars for 0, 1 and 2 steps.
# %%
for kind in kinds:
    moved = [np.roll(bump, move, axis=1) for move in range(3)]
    print(f"{kind:8}", *(apply(kind, x).sum() for x in moved))
# %% [markdown] lang="ko"
# `strides`는 봉우리의 가장 큰 값 4를 건너뛰기도 하고 만나기도 해서 합이 3과 4를 오갑니다. `max`도 5와 6을 오갑니다. `mean`과 `blur`의 합은 그대로입니다. 모든 값이 똑같은 몫으로 들어가기 때문입니다.
#
# 사실 `max`와 `mean`은 보폭 1로 먼저 계산한 다음 **하나씩 건너뛰며 고르는 것**과 같습니다.
# %% [markdown] lang="en"
# `strides` now skips the largest value of the bump, 4, and now meets it, so the sum goes back and forth between 3 and 4. That of `max` does so between 5 and 6. The sums of `mean` and `blur` stay, because every value has the same share in them.
#
# In fact, `max` and `mean` are the same as computing with a stride of 1 first and then **taking every other value**.
# %%
for kind, layer in ("max", top), ("mean", mean):
    every = np.array(pool(layer, 2, 1)(bump))
    print(kind, np.array_equal(every[:, ::2], apply(kind, bump)))
# %% [markdown] lang="ko"
# 그러니 높이가 달라지는 것은 언제나 "하나씩 건너뛰며 고르기"에서 생깁니다. 방법마다 다른 것은 고르기 **전에** 값을 얼마나 고르게 펴 두느냐입니다.
#
# ## 작은 신경망에서 { #network }
#
# 이번에는 신호 300개를 씁니다. 앞뒤 64스텝은 0이고, 가운데 32스텝에 매끄럽게 오르내리는 무작위 값이 있습니다. 앞뒤가 0이므로 옮겨도 잘려 나가지 않습니다.
# %% [markdown] lang="en"
# So the heights always change because of taking every other value. The ways differ in how evenly they spread the values out **before** they do.
#
# ## In a small network { #network }
#
# Now we use 300 signals. The first and the last 64 steps are 0, and the 32 steps in the middle hold random values that go up and down smoothly. With 0 at both ends, nothing is cut off when a signal moves.
# %%
rng = np.random.default_rng(0)
noise = rng.normal(size=(300, 36))
smooth = sum(noise[:, i : i + 32] for i in range(5)) / 5**0.5
x = np.pad(smooth, ((0, 0), (64, 64)))[..., None]
print(x.shape)
# %% [markdown] lang="ko"
# [`Conv1D`](../convolution/conv1d.md)와 줄이기를 세 번 되풀이하고, [`GlobalAveragePooling1D`](../pooling/global_pooling.md)로 자리를 버려 신호마다 숫자 16개를 얻습니다. 어디에 있는지는 처음부터 묻지 않는 모델입니다. 학습은 하지 않습니다. 시작값이 같으므로 커널(kernel)은 어느 방법에서나 같습니다.
# %% [markdown] lang="en"
# [`Conv1D`](../convolution/conv1d.md) and shrinking take turns three times, and [`GlobalAveragePooling1D`](../pooling/global_pooling.md) gives up the places, which leaves 16 numbers for each signal. This model does not ask where anything is in the first place. It is not trained. The starting values are the same, so the kernels are the same in every way of shrinking.
# %%
def build(kind):
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential([tf.keras.Input((160, 1))])
    for _ in range(3):
        model.add(layers.Conv1D(
            16, 3, padding="same", activation="relu",
            use_bias=False, kernel_initializer="he_normal"))
        for layer in shrink[kind]():
            model.add(layer)
    model.add(layers.GlobalAveragePooling1D())
    return model


print(build("max").output_shape)
# %% [markdown] lang="ko"
# ### 무엇을 잴까요 { #measure }
#
# 출력이 얼마나 움직였는지만 재면 함정이 있습니다. 무엇을 넣든 같은 숫자를 내는 모델은 조금도 움직이지 않지만 쓸모도 없습니다. 그래서 옮긴 신호까지의 평균 거리 $d_m$을 **다른 신호까지의 평균 거리** $d_o$로 나눕니다. 0이면 그대로이고, 1이면 아예 다른 신호로 바꾼 것만큼 움직인 것입니다.
#
# $$\frac{d_m}{d_o}$$
#
# 또 하나, 한 스텝 옮긴 신호의 출력에서 가장 가까운 원래 신호를 찾아, 300개 가운데 자기 자신을 찾은 수를 셉니다.
# %% [markdown] lang="en"
# ### What to measure { #measure }
#
# There is a trap in measuring only how far the output moves. A model that gives the same numbers for everything does not move at all, and is of no use. So we take the mean distance to the moved signal, $d_m$, and divide it by **the mean distance to another signal**, $d_o$. 0 means nothing changed, 1 means it moved as far as if the signal had been replaced by another.
#
# $$\frac{d_m}{d_o}$$
#
# Also, we take the output of each signal moved by one step, look for the nearest original, and count how many of the 300 find themselves.
# %%
def measure(model):
    moved = [model(np.roll(x, move, axis=1)).numpy() for move in range(17)]
    still = moved[0]
    between = np.linalg.norm(still[:, None] - still, axis=2)
    far = between.sum() / (300 * 299)
    change = [np.linalg.norm(y - still, axis=1).mean() / far for y in moved]
    nearest = np.linalg.norm(moved[1][:, None] - still, axis=2).argmin(axis=1)
    return change, np.sum(nearest == np.arange(300))
# %% [markdown] lang="ko"
# 줄마다 1스텝, 4스텝, 8스텝 옮겼을 때의 변화, 그리고 1스텝 옮긴 신호 300개 가운데 자기를 찾은 수입니다.
# %% [markdown] lang="en"
# Each line: the change after 1, 4 and 8 steps, and how many of the 300 signals moved by 1 step find themselves.
# %%
changes = {}
for kind in shrink:
    changes[kind], found = measure(build(kind))
    numbers = " ".join(f"{changes[kind][k]:.2f}" for k in (1, 4, 8))
    print(f"{kind:8}", numbers, found)
# %% [markdown] lang="ko"
# `none`의 0.00은 당연합니다. 줄이지 않으면 출력도 옮겨 갈 뿐이고, 마지막에 자리를 버리기 때문입니다. 나머지를 0스텝부터 16스텝까지 그려 봅니다.
# %% [markdown] lang="en"
# The 0.00 of `none` is no surprise: without shrinking, the output moves along, and in the end the places are given up. Draw the others from 0 to 16 steps.
# %% alt_ko="옮긴 스텝에 따른 변화. 모두 8스텝마다 0으로 돌아가고, 그 사이에서 strides가 가장 높고 max가 그 절반쯤이며 mean, max+blur, blur는 바닥 가까이에 있는 모습" alt_en="Change against the number of steps moved. All return to 0 every 8 steps; in between strides is highest, max about half of that, and mean, max+blur and blur lie near the bottom"
styles = {"strides": "C0s-", "max": "C1^-", "mean": "C2o-",
          "blur": "C3v:", "max+blur": "C4d--"}
fig, ax = plt.subplots(figsize=(7, 4))
for kind, style in styles.items():
    ax.plot(changes[kind], style, markersize=4)
names = [("strides", 12, 0.74), ("max", 12, 0.25), ("mean", 14, 0.12),
         ("max+blur", 17.6, 0.07), ("blur", 17.6, 0.02)]
for kind, place, height in names:
    ax.text(place, height, kind, color=styles[kind][:2], ha="center")
ax.set(xlabel="move", ylabel="change", xticks=range(0, 17, 4))
ax.spines[["top", "right"]].set_visible(False)
plt.show()
# %% [markdown] lang="ko"
# 멀리 옮긴다고 더 달라지지 않습니다. 절반으로 줄이기를 세 번 했으므로 2 × 2 × 2 = 8스텝마다 처음으로 돌아옵니다. 한 스텝 옮겨서 0인 방법은 없습니다.
#
# `mean`과 `blur`가 들어간 것은 4스텝에서도 0입니다. 마지막 줄이기가 평균이면, 뒤이은 전체 평균과 합쳐져 세 번째 건너뛰기가 없는 것과 같아집니다.
#
# 눈여겨볼 것은 `max`와 `max+blur`입니다. 둘 다 최댓값을 쓰는데, 한 스텝 옮겼을 때의 변화는 0.26과 0.06입니다. 최댓값이 문제가 아니라, 고르기 전에 펴 두지 않은 것이 문제입니다.
#
# ## 학습한 뒤에도 그럴까요 { #trained }
#
# 신호 300개 가운데 20개를 골라 20가지로 분류하게 합니다. 학습용 기록은 저마다 신호 하나에 잡음을 더한 것이고, 신호는 **언제나 같은 자리**에 있습니다. 모델 끝에 `Dense(20)`을 붙여 조금만 학습시킵니다.
# %% [markdown] lang="en"
# Moving further does not change more. The length was halved three times, so every 2 × 2 × 2 = 8 steps all of them are back where they began. After one step, none of them is at 0.
#
# Those with `mean` or `blur` in them are at 0 after 4 steps, too. If the last shrinking is a mean, it merges with the mean over all steps that comes next, as if the third halving did not skip anything.
#
# Look at `max` and `max+blur`. Both use the maximum, and for one step their changes are 0.26 and 0.06. The trouble is not the maximum. It is that nothing was spread out before values were skipped.
#
# ## After training { #trained }
#
# Choose 20 of the 300 signals and let the model tell these 20 apart. A record for training is one of them with noise added, and the signal is **always in the same place**. A `Dense(20)` goes at the end of the model, and the training is short.
# %%
label = np.arange(2000) % 20
x_train, x_test = x[label] + rng.normal(scale=0.3, size=(2, 2000, 160, 1))


def train(kind):
    model = build(kind)
    model.add(layers.Dense(20))
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.01), loss)
    model.fit(x_train, label, batch_size=50, epochs=10, verbose=0)
    return model


def accuracy(model, x):
    return np.mean(model(x).numpy().argmax(axis=1) == label)
# %% [markdown] lang="ko"
# 처음 보는 기록을 통째로 옮겨 가며 맞힌 비율을 셉니다. 줄마다 0, 1, 4, 8스텝 옮겼을 때입니다. 아무렇게나 답하면 스물에 하나, 0.05입니다. `none`은 뺐습니다. 줄이지 않은 모델은 [수용 영역](../glossary.md#receptive-field)이 좁아 다른 조건에서 겨루게 되기 때문입니다.
# %% [markdown] lang="en"
# Records the models have never seen are moved as a whole, and we count how often the answer is right. Each line: moved by 0, 1, 4 and 8 steps. Guessing is right one time in twenty, 0.05. `none` is left out: a model that does not shrink has a smaller [receptive field](../glossary.md#receptive-field), and would not compete on the same terms.
# %%
right = {}
for kind in styles:
    model = train(kind)
    right[kind] = [accuracy(model, np.roll(x_test, move, axis=1))
                   for move in range(17)]
    print(f"{kind:8}", *(f"{right[kind][k]:.2f}" for k in (0, 1, 4, 8)))
# %% alt_ko="옮긴 스텝에 따른 정확도. 모두 0, 8, 16스텝에서 1에 가깝고, 그 사이에서 strides는 0 가까이까지, max는 0.6쯤까지 떨어지며 나머지 셋은 0.9 안팎에 머무는 모습" alt_en="Accuracy against the number of steps moved. All are near 1 at 0, 8 and 16 steps; in between strides falls almost to 0 and max to about 0.6, while the other three stay around 0.9"
fig, ax = plt.subplots(figsize=(7, 4))
for kind, style in styles.items():
    ax.plot(right[kind], style, markersize=4)
names = [("strides", 12, 0.07), ("max", 12, 0.68), ("mean", 17.6, 0.88),
         ("max+blur", 17.6, 1.0), ("blur", 17.6, 0.94)]
for kind, place, height in names:
    ax.text(place, height, kind, color=styles[kind][:2], ha="center")
ax.set(xlabel="move", ylabel="accuracy", xticks=range(0, 17, 4))
ax.spines[["top", "right"]].set_visible(False)
plt.show()
# %% [markdown] lang="ko"
# 제자리에서는 모두 0.96 이상이지만, 옮기면 `strides`가 가장 많이, `max`가 그다음으로 떨어집니다. `strides`는 한 스텝에 0.60, 네 스텝에 0.02가 되었다가 여덟 스텝에서 0.99로 돌아옵니다.
#
# ## 알게 된 것 { #seen }
#
# - 한 스텝 옮겼을 때의 변화는 `strides` 0.40, `max` 0.26, `mean` 0.07, `max+blur` 0.06, `blur` 0.05였습니다. 300개 가운데 자기를 찾은 신호는 차례로 67, 143, 290, 300, 300개입니다.
# - 그러니 "풀링이 있으면 출력이 달라지지 않는다"는 말은 맞지 않습니다. 최대 풀링은 `strides`보다 덜 흔들릴 뿐이고, 8스텝의 배수만큼 옮겼을 때에만 그대로였습니다.
# - 흔들림은 값을 건너뛰며 고르는 데서 생기고, 고르기 전에 이웃끼리 평균을 내면 줄어듭니다. 최댓값을 쓰더라도 그렇습니다.
# - 공짜는 아닙니다. 옮기지 않은 기록에서는 아무것도 펴지 않은 `strides`가 0.99로 가장 높고, `blur`와 `max+blur`가 0.96으로 가장 낮았습니다.
#
# 마지막 레이어가 전체 평균인 작은 모델에서 잰 것입니다. 다른 모델에서는 크기가 달라질 수 있으니, 쓰는 모델로 직접 재어 보는 것이 좋습니다. 건너뛰기 전에 흐리게 하는 방법을 제안한 논문은 [MaxPooling 페이지](../pooling/max_pooling.md#further)에 적어 두었습니다.
#
# ## 더 해 보기 { #try }
#
# - 학습용 기록도 저마다 0~7스텝 무작위로 옮깁니다. `strides`의 정확도는 어떻게 될까요?
# - `GlobalAveragePooling1D`를 `GlobalMaxPooling1D`로 바꿉니다. 4스텝에서 변화가 0이 되는 방법은 무엇으로 바뀔까요?
# - `range(3)`을 `range(2)`로 바꿉니다. 몇 스텝마다 처음으로 돌아올까요?
# %% [markdown] lang="en"
# In place they are all at 0.96 or more. Moved, `strides` loses most and `max` comes next. `strides` goes to 0.60 after one step and to 0.02 after four, and is back at 0.99 after eight.
#
# ## What we saw { #seen }
#
# - For one step the change was 0.40 with `strides`, 0.26 with `max`, 0.07 with `mean`, 0.06 with `max+blur` and 0.05 with `blur`. Of the 300 signals, 67, 143, 290, 300 and 300 found themselves, in that order.
# - So it is not true that with pooling the output does not change. Max pooling only sways less than `strides`, and came back unchanged only after a multiple of 8 steps.
# - The swaying comes from skipping values, and it shrinks if neighbours are averaged before values are skipped, even if the maximum is used.
# - It does not come free. On records that were not moved, `strides`, which spreads nothing out, was highest with 0.99, and `blur` and `max+blur` lowest with 0.96.
#
# This was measured on a small model that ends in a mean of everything. Sizes can differ in other models, so measure the one you use. The paper that proposed blurring before values are skipped is listed on the [MaxPooling page](../pooling/max_pooling.md#further).
#
# ## Try yourself { #try }
#
# - Move the records for training as well, each by a random 0 to 7 steps. What becomes of the accuracy of `strides`?
# - Replace `GlobalAveragePooling1D` by `GlobalMaxPooling1D`. Which ways have a change of 0 after 4 steps now?
# - Make `range(3)` into `range(2)`. After how many steps is everything back at the start?
